package dev.tryops.cli.aws;

import dev.tryops.deployment.EnvironmentFacts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.ResourceNotFoundException;

/** Whether the cluster's API can be reached from here, as far as its mode lets anybody know. */
final class EndpointCheck {

    private static final String CHECK = "endpoint";
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int HTTPS = 443;

    private final EksClient eks;
    private final EnvironmentFacts.Cluster settings;

    EndpointCheck(EksClient eks, EnvironmentFacts.Cluster settings) {
        this.eks = eks;
        this.settings = settings;
    }

    Finding finding() {
        Optional<Cluster> cluster = cluster(eks, settings.name());
        if (cluster.isPresent() && cluster.get().endpoint() != null) {
            return reached(URI.create(cluster.get().endpoint()));
        }
        return settings.isPrivate()
                ? Finding.warn(
                        CHECK,
                        "The cluster will be reached from inside its VPC only: deploy the platform stack from a runner there")
                : Finding.ok(CHECK, "The cluster will be reached from " + String.join(", ", settings.publicCidrs()));
    }

    static Optional<Cluster> cluster(EksClient eks, String name) {
        try {
            return Optional.of(
                    eks.describeCluster(request -> request.name(name)).cluster());
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    private Finding reached(URI endpoint) {
        String host = String.valueOf(endpoint.getHost());
        int port = endpoint.getPort() < 0 ? HTTPS : endpoint.getPort();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int) PATIENCE.toMillis());
            return Finding.ok(CHECK, "The cluster answers from here");
        } catch (IOException e) {
            return settings.isPrivate()
                    ? Finding.warn(
                            CHECK,
                            "The cluster does not answer from here, as it should be: deploy the platform stack from a runner inside its VPC")
                    : Finding.fail(
                            CHECK,
                            "The cluster does not answer from here, but should from %s. Deploy from one of these, or change cluster.endpoint"
                                    .formatted(String.join(", ", settings.publicCidrs())));
        }
    }
}
