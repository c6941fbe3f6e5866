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
 */
@ConfigurationProperties(prefix = "tryops.serving", ignoreUnknownFields = false)
public record ServingProperties(String modelStore, String s3Bucket, String environment, BigDecimal reloadInterval) {

    private static final BigDecimal SHORTEST = new BigDecimal("0.01");
    private static final BigDecimal LONGEST = new BigDecimal(86_400);

    public ServingProperties {
        if (reloadInterval.compareTo(SHORTEST) < 0 || reloadInterval.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("MODEL_RELOAD_INTERVAL is a number of seconds from " + SHORTEST + " to "
                    + LONGEST + ", not " + reloadInterval);
        }
    }

    EnvironmentName environmentName() {
        return new EnvironmentName(environment);
    }

    Duration interval() {
        return Duration.ofMillis(reloadInterval.movePointRight(3).longValue());
    }

    StoreLocation location() {
        return StoreLocation.resolve(null, Map.of("MODEL_STORE", modelStore, "S3_BUCKET", s3Bucket));
    }
}
