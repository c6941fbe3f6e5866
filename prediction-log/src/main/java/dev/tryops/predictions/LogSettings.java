package dev.tryops.predictions;

import java.time.Duration;

/**
 * @param flushInterval after which what has been collected is written
 * @param flushBytes of a file, at which it is written sooner
 * @param memory bytes that may wait to be written
 * @param firstPause before a failed write is tried again; it doubles up to {@code longestPause}
 * @param farewell for which {@link PredictionLogWriter#close} writes what is left
 */
public record LogSettings(
        Duration flushInterval,
        long flushBytes,
        long memory,
        Duration firstPause,
        Duration longestPause,
        Duration farewell) {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    public LogSettings(Duration flushInterval, long flushBytes, long memory) {
        this(flushInterval, flushBytes, memory, FIRST_PAUSE, LONGEST_PAUSE, FAREWELL);
    }
}
