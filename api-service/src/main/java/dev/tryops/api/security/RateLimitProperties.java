package dev.tryops.api.security;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How many requests a client has.
 *
 * @param rate requests in a second, a minute or an hour: {@code 100/s}, {@code 6000/m}, {@code 100000/h}; blank for no limit
 * @param burst requests at once after a rest; blank for as many as the rate's
 */
@ConfigurationProperties(prefix = "tryops.rate-limit", ignoreUnknownFields = false)
record RateLimitProperties(String rate, String burst) {

    private static final Pattern RATE = Pattern.compile("(\\d{1,9})/([smh])");
    private static final Pattern BURST = Pattern.compile("\\d{1,9}");

    RateLimitProperties {
        if (!rate.isBlank() && (!RATE.matcher(rate).matches() || rate.startsWith("0"))) {
            throw new IllegalArgumentException(
                    "RATE_LIMIT is a number of requests in a second, minute or hour, such as 100/s, 6000/m or"
                            + " 100000/h, not '" + rate + "'");
        }
        if (!burst.isBlank() && (!BURST.matcher(burst).matches() || burst.startsWith("0"))) {
            throw new IllegalArgumentException("RATE_LIMIT_BURST is a number of requests, not '" + burst + "'");
        }
        if (!burst.isBlank() && rate.isBlank()) {
            throw new IllegalArgumentException("RATE_LIMIT_BURST needs RATE_LIMIT");
        }
    }

    Optional<Limit> limit() {
        Matcher matcher = RATE.matcher(rate);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long requests = Long.parseLong(matcher.group(1));
        Duration time = switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            default -> Duration.ofHours(1);
        };
        return Optional.of(new Limit(requests, time, burst.isBlank() ? requests : Long.parseLong(burst)));
    }

    /**
     * @param requests are given back in {@code time}, evenly
     * @param burst what a client has at most, 1 or more
     */
    record Limit(long requests, Duration time, long burst) {

        /** How long a client that has nothing left needs for everything; in seconds, rounded up. */
        long secondsToFill() {
            BigInteger nanos = BigInteger.valueOf(time.toNanos()).multiply(BigInteger.valueOf(burst));
            BigInteger perSecond = BigInteger.valueOf(requests).multiply(BigInteger.valueOf(1_000_000_000));
            return nanos.add(perSecond)
                    .subtract(BigInteger.ONE)
                    .divide(perSecond)
                    .longValueExact();
        }
    }
}
