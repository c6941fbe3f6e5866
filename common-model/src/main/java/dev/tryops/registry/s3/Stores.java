package dev.tryops.registry.s3;

import dev.tryops.model.AwsEndpoint;
import dev.tryops.model.EnvironmentVariables;
import dev.tryops.registry.FileObjectStore;
import dev.tryops.registry.ObjectStore;
import dev.tryops.registry.StoreLocation;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;

/** Opens whatever store a location names. */
public final class Stores {

    private Stores() {}

    /**
     * The store at {@code location}. For a bucket, {@code environment} must name its {@code AWS_REGION};
     * {@code AWS_ENDPOINT_URL_S3} or {@code AWS_ENDPOINT_URL} names another server than AWS's, which is then addressed by
     * path. What is missing is an {@link IllegalArgumentException} with a sentence.
     */
    public static ObjectStore open(StoreLocation location, Map<String, String> environment) {
        return switch (location) {
            case StoreLocation.Directory directory -> FileObjectStore.at(directory.path());
            case StoreLocation.Bucket bucket -> new S3ObjectStore(S3Clients.of(settings(bucket, environment)), bucket);
        };
    }

    static S3Clients.Settings settings(StoreLocation.Bucket bucket, Map<String, String> environment) {
        String region = environment.getOrDefault(EnvironmentVariables.AWS_REGION, "");
        if (region.isBlank()) {
            throw new IllegalArgumentException("To open s3://%s, set %s to the bucket's region"
                    .formatted(bucket.name(), EnvironmentVariables.AWS_REGION));
        }
        Optional<URI> endpoint = AwsEndpoint.of("S3", environment);
        return new S3Clients.Settings(Region.of(region), endpoint, endpoint.isPresent());
    }
}
