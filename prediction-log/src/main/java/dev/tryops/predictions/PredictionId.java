package dev.tryops.predictions;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The id of a prediction: a UUID of version 7 (RFC 9562, section 5.7), whose time is that of the prediction. */
public record PredictionId(UUID value) {

    /** By how much the clock of the service that drew an id may be ahead of the one that judges it. */
    public static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(1);

    /** {@link UUID#fromString} takes much else, too. */
    private static final Pattern FORMAT =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");

    private static final int TIME_SHIFT = 16;

    public PredictionId {
        if (!isOne(value)) {
            throw new IllegalArgumentException("Not the id of a prediction, which is a UUID of version 7: " + value);
        }
    }

    /** The id in {@code text}, if a service can have drawn it until {@code now}. */
    public static Optional<PredictionId> drawnUntil(Instant now, String text) {
        if (!FORMAT.matcher(text).matches()) {
            return Optional.empty();
        }
        UUID uuid = UUID.fromString(text);
        return isOne(uuid)
                ? Optional.of(new PredictionId(uuid)).filter(id -> !id.time().isAfter(now.plus(CLOCK_DIFFERENCE)))
                : Optional.empty();
    }

    private static boolean isOne(UUID uuid) {
        return uuid.version() == 7 && uuid.variant() == 2;
    }

    /** When the prediction was made, to the millisecond. */
    public Instant time() {
        return Instant.ofEpochMilli(value.getMostSignificantBits() >>> TIME_SHIFT);
    }

    /** The day of the prediction, in UTC. */
    public LocalDate day() {
        return LocalDate.ofInstant(time(), ZoneOffset.UTC);
    }
}
