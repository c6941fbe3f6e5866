package dev.tryops.api.drift;

import java.math.BigDecimal;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What counts as drift, and how often to look.
 *
 * @param windowSize rows that a model's traffic is compared over, 100 to 1,000,000
 * @param checkInterval seconds between two checks, decimals allowed, from 0.01 to one day
 * @param minSample rows below which nothing is said, 50 to {@code windowSize}
 * @param alarmRate share of checks that may raise an alarm without drift, above 0 and at most 0.1, over all features and
 *     tests together
 * @param psiThreshold population stability index below which a difference is too small to matter, whatever the sample
 * @param ksThreshold the same for the Kolmogorov-Smirnov statistic, above 0 and at most 1
 * @param meanShiftThreshold the same for a shift of the mean, in standard deviations of the training data
 */
@ConfigurationProperties(prefix = "tryops.drift", ignoreUnknownFields = false)
record DriftProperties(
        int windowSize,
        BigDecimal checkInterval,
        int minSample,
        double alarmRate,
        double psiThreshold,
        double ksThreshold,
        double meanShiftThreshold) {

    private static final int SMALLEST_WINDOW = 100;
    private static final int LARGEST_WINDOW = 1_000_000;
    private static final int SMALLEST_SAMPLE = 50;
    private static final BigDecimal SHORTEST = new BigDecimal("0.01");
    private static final BigDecimal LONGEST = new BigDecimal(86_400);
    private static final double HIGHEST_RATE = 0.1;

    DriftProperties {
        require(
                windowSize >= SMALLEST_WINDOW && windowSize <= LARGEST_WINDOW,
                "DRIFT_WINDOW_SIZE is a number of rows from " + SMALLEST_WINDOW + " to " + LARGEST_WINDOW,
                windowSize);
        require(
                checkInterval.compareTo(SHORTEST) >= 0 && checkInterval.compareTo(LONGEST) <= 0,
                "DRIFT_CHECK_INTERVAL is a number of seconds from " + SHORTEST + " to " + LONGEST,
                checkInterval);
        require(
                minSample >= SMALLEST_SAMPLE && minSample <= windowSize,
                "DRIFT_MIN_SAMPLE is a number of rows from " + SMALLEST_SAMPLE + " to DRIFT_WINDOW_SIZE, " + windowSize,
                minSample);
        require(
                alarmRate > 0 && alarmRate <= HIGHEST_RATE,
                "DRIFT_ALARM_RATE is a share above 0 and at most " + HIGHEST_RATE,
                alarmRate);
        requirePositive("DRIFT_PSI_THRESHOLD", psiThreshold, Double.MAX_VALUE);
        requirePositive("DRIFT_KS_THRESHOLD", ksThreshold, 1);
        requirePositive("DRIFT_MEAN_SHIFT_THRESHOLD", meanShiftThreshold, Double.MAX_VALUE);
    }

    private static void requirePositive(String name, double value, double most) {
        String limit = most == Double.MAX_VALUE ? "" : " and at most " + most;
        require(value > 0 && value <= most, name + " is a number above 0" + limit, value);
    }

    private static void require(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", not " + value);
        }
    }

    Duration interval() {
        return Duration.ofNanos(checkInterval.movePointRight(9).longValue());
    }
}
