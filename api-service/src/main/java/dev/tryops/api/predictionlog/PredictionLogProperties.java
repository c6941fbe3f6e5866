package dev.tryops.api.predictionlog;

import dev.tryops.predictions.LogSettings;
import dev.tryops.registry.StoreLocation;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where predictions are kept, which, and what that may cost.
 *
 * @param store a directory, {@code file://} or {@code s3://bucket[/prefix]}; blank if nothing is kept
 * @param log {@code on} or {@code off}: labels go to the store all the same
 * @param sample the share that is kept, 0 to 1
 * @param flushInterval seconds after which what has been collected is written, decimals allowed, 0.1 to one day
 * @param flushBytes of a file, at which it is written sooner, 64 KiB to 200 MiB
 * @param memory bytes that may wait to be written, 1 MiB to 16 GiB
 */
@ConfigurationProperties(prefix = "tryops.predictions", ignoreUnknownFields = false)
record PredictionLogProperties(
        String store, String log, double sample, BigDecimal flushInterval, long flushBytes, long memory) {

    private static final BigDecimal SHORTEST = new BigDecimal("0.1");
    private static final BigDecimal LONGEST = new BigDecimal(86_400);
    private static final long KIB = 1 << 10;
    private static final long MIB = 1 << 20;
    /** What is written must be readable: the store refuses to read larger objects than 256 MiB. */
    private static final long LARGEST_FILE = 200 * MIB;

    PredictionLogProperties {
        if (!log.equals("on") && !log.equals("off")) {
            throw new IllegalArgumentException("PREDICTION_LOG is on or off, not '" + log + "'");
        }
        if (!(sample >= 0 && sample <= 1)) {
            throw new IllegalArgumentException("PREDICTION_LOG_SAMPLE is a share from 0 to 1, not " + sample);
        }
        if (flushInterval.compareTo(SHORTEST) < 0 || flushInterval.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("PREDICTION_LOG_FLUSH_INTERVAL is a number of seconds from " + SHORTEST
                    + " to " + LONGEST + ", not " + flushInterval);
        }
        requireBytes("PREDICTION_LOG_FLUSH_BYTES", flushBytes, 64 * KIB, LARGEST_FILE);
        requireBytes("PREDICTION_LOG_MEMORY", memory, MIB, 16 * KIB * MIB);
    }

    private static void requireBytes(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s is %d to %d bytes, not %d".formatted(name, least, most, value));
        }
    }

    /** Where the log is written; empty if it is not. */
    Optional<StoreLocation> location() {
        return store.isBlank() || log.equals("off") || sample == 0
                ? Optional.empty()
                : Optional.of(StoreLocation.resolve(store, Map.of()));
    }

    LogSettings settings() {
        return new LogSettings(Duration.ofMillis(flushInterval.movePointRight(3).longValue()), flushBytes, memory);
    }
}
