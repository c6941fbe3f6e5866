package dev.tryops.api.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tryops.api.security.RateLimitProperties.Limit;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;

/**
 * A token bucket for each client. So many clients are remembered and no more; one that is forgotten after a rest had a
 * full bucket anyway, and under a flood of new ones the busiest are those that are kept.
 */
final class RateLimiter {

    static final int MAX_CLIENTS = 50_000;

    private static final int IPV6_PREFIX_BYTES = 8;

    private final Bandwidth bandwidth;
    private final TimeMeter time;
    private final Cache<String, Bucket> buckets;

    RateLimiter(Limit limit, TimeMeter time) {
        this.bandwidth = Bandwidth.builder()
                .capacity(limit.burst())
                .refillGreedy(limit.requests(), limit.time())
                .build();
        this.time = time;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MAX_CLIENTS)
                .expireAfterAccess(Duration.ofSeconds(limit.secondsToFill() + 1))
                .ticker(time::currentTimeNanos)
                .build();
    }

    /** Takes one request from what {@code client} has left. */
    ConsumptionProbe take(String client) {
        return buckets.get(client, name -> fresh()).tryConsumeAndReturnRemaining(1);
    }

    long clients() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private Bucket fresh() {
        return Bucket.builder()
                .addLimit(bandwidth)
                .withCustomTimePrecision(time)
                .build();
    }

    /** The client that an address belongs to: in IPv6 one has a whole /64 and may use each address once. */
    static String clientAt(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            InetAddress parsed = InetAddress.ofLiteral(address);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(parsed.getAddress(), 0, IPV6_PREFIX_BYTES) + "::/64"
                    : parsed.getHostAddress();
        } catch (IllegalArgumentException e) {
            return address; // what a trusted proxy calls its client
        }
    }
}
