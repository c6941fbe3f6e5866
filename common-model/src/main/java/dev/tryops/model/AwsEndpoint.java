package dev.tryops.model;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Another server than AWS's own, as AWS's tools name it in the environment. */
public final class AwsEndpoint {

    private static final String OF_ALL = "AWS_ENDPOINT_URL";

    private AwsEndpoint() {}

    /**
     * The override for {@code service} ({@code S3}, {@code KMS}, {@code STS}): {@code AWS_ENDPOINT_URL_<service>}, else
     * {@code AWS_ENDPOINT_URL}, else none.
     */
    public static Optional<URI> of(String service, Map<String, String> environment) {
        return Stream.of(OF_ALL + "_" + service, OF_ALL)
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isBlank())
                .findFirst()
                .map(URI::create);
    }
}
