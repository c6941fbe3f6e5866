package dev.tryops.api.serving;

import dev.tryops.model.EnvironmentName;
import dev.tryops.registry.StoreLocation;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which pointer to follow, and how often to look.
 *
 * @param modelStore a directory, {@code file://} or {@code s3://bucket[/prefix]}; may be blank if {@code s3Bucket} is set
 * @param s3Bucket the bucket's name; may be blank if {@code modelStore} is set
 * @param environment whose pointer to follow
 * @param reloadInterval seconds between two looks, decimals allowed, from 0.01 to one day
 * @param keepPrevious seconds for which a replaced version stays addressable, decimals allowed, 0 to half an hour: less
 *     than its series stay
 */
@ConfigurationProperties(prefix = "tryops.serving", ignoreUnknownFields = false)
public record ServingProperties(
        String modelStore, String s3Bucket, String environment, BigDecimal reloadInterval, BigDecimal keepPrevious) {

    private static final BigDecimal SHORTEST = new BigDecimal("0.01");
    private static final BigDecimal LONGEST = new BigDecimal(86_400);
    private static final BigDecimal LONGEST_KEPT = new BigDecimal(1_800);

    public ServingProperties {
        if (reloadInterval.compareTo(SHORTEST) < 0 || reloadInterval.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("MODEL_RELOAD_INTERVAL is a number of seconds from " + SHORTEST + " to "
                    + LONGEST + ", not " + reloadInterval);
        }
        if (keepPrevious.signum() < 0 || keepPrevious.compareTo(LONGEST_KEPT) > 0) {
            throw new IllegalArgumentException(
                    "KEEP_PREVIOUS is a number of seconds from 0 to " + LONGEST_KEPT + ", not " + keepPrevious);
        }
    }

    public EnvironmentName environmentName() {
        return new EnvironmentName(environment);
    }

    public Duration interval() {
        return duration(reloadInterval);
    }

    Duration keptFor() {
        return duration(keepPrevious);
    }

    private static Duration duration(BigDecimal seconds) {
        return Duration.ofMillis(seconds.movePointRight(3).longValue());
    }

    StoreLocation location() {
        return StoreLocation.resolve(null, Map.of("MODEL_STORE", modelStore, "S3_BUCKET", s3Bucket));
    }
}
