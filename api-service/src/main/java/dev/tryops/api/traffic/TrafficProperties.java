package dev.tryops.api.traffic;

import java.math.BigDecimal;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How clients are treated when there are too many of them, when they are too slow, and when the service stops.
 *
 * @param drainDelay seconds in which a service that was told to stop still answers, decimals allowed, 0 to 3600
 * @param bodyTimeout seconds within which a whole body must arrive, decimals allowed, 0.1 to 600
 * @param predictionSlots predictions that are computed at the same time; 0 means two for each processor
 */
@ConfigurationProperties(prefix = "tryops.traffic", ignoreUnknownFields = false)
record TrafficProperties(BigDecimal drainDelay, BigDecimal bodyTimeout, int predictionSlots) {

    private static final BigDecimal LONGEST_DELAY = new BigDecimal(3_600);

    private static final BigDecimal SHORTEST_BODY = new BigDecimal("0.1");
    private static final BigDecimal LONGEST_BODY = new BigDecimal(600);

    TrafficProperties {
        requireSeconds("DRAIN_DELAY", drainDelay, BigDecimal.ZERO, LONGEST_DELAY);
        requireSeconds("BODY_TIMEOUT", bodyTimeout, SHORTEST_BODY, LONGEST_BODY);
        if (predictionSlots < 0) {
            throw new IllegalArgumentException("PREDICTION_SLOTS is a positive number, or 0, not " + predictionSlots);
        }
    }

    private static void requireSeconds(String name, BigDecimal value, BigDecimal least, BigDecimal most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    name + " is a number of seconds from " + least + " to " + most + ", not " + value);
        }
    }

    Duration drain() {
        return millis(drainDelay);
    }

    Duration body() {
        return millis(bodyTimeout);
    }

    /** Always fewer than {@code threads}, so that one is left for the health routes. */
    int slots(int threads) {
        int wanted =
                predictionSlots > 0 ? predictionSlots : 2 * Runtime.getRuntime().availableProcessors();
        return Math.max(1, Math.min(wanted, threads - 1));
    }

    private static Duration millis(BigDecimal seconds) {
        return Duration.ofMillis(seconds.movePointRight(3).longValue());
    }
}
