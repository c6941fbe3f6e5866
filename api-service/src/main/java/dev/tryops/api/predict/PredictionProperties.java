package dev.tryops.api.predict;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The limits of a request.
 *
 * @param maxBatchSize rows, 1 to 100,000
 * @param maxBodyBytes bytes; 0 means max(1 MiB, {@code maxBatchSize} × features × 40)
 */
@ConfigurationProperties(prefix = "tryops.prediction", ignoreUnknownFields = false)
public record PredictionProperties(int maxBatchSize, int maxBodyBytes) {

    private static final int MIB = 1 << 20;
    private static final int BYTES_PER_VALUE = 40;
    private static final int MOST_BYTES = 1 << 29;

    public PredictionProperties {
        if (maxBatchSize < 1 || maxBatchSize > 100_000) {
            throw new IllegalArgumentException("MAX_BATCH_SIZE is 1 to 100000 rows, not " + maxBatchSize);
        }
        if (maxBodyBytes < 0 || maxBodyBytes > MOST_BYTES) {
            throw new IllegalArgumentException("MAX_BODY_BYTES is 0 to " + MOST_BYTES + " bytes, not " + maxBodyBytes);
        }
    }

    /** Bytes that a request may have, for a model of this many features. */
    public int bodyLimit(int features) {
        long derived = Math.max(MIB, (long) maxBatchSize * features * BYTES_PER_VALUE);
        return maxBodyBytes > 0 ? maxBodyBytes : (int) Math.min(derived, MOST_BYTES);
    }
}
