package dev.tryops.api.traffic;

import java.math.BigDecimal;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How clients are treated when there are too many of them, when they are too slow, and when the service stops.
 *
 * @param drainDelay seconds in which a service that was told to stop still answers, decimals allowed, 0 to 3600
 */
@ConfigurationProperties(prefix = "tryops.traffic", ignoreUnknownFields = false)
record TrafficProperties(BigDecimal drainDelay) {

    private static final BigDecimal LONGEST_DELAY = new BigDecimal(3_600);

    TrafficProperties {
        requireSeconds("DRAIN_DELAY", drainDelay, BigDecimal.ZERO, LONGEST_DELAY);
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

    private static Duration millis(BigDecimal seconds) {
        return Duration.ofMillis(seconds.movePointRight(3).longValue());
    }
}
