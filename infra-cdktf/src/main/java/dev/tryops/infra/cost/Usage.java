package dev.tryops.infra.cost;

import static java.util.Objects.requireNonNull;

import dev.tryops.registry.ArtifactJson;
import dev.tryops.registry.CorruptArtifact;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What no Terraform says: how much is used in a month, in GB, and what the cluster's services make by themselves.
 *
 * @param loadBalancers classic ones, one for each service of that type
 * @param loadBalancerAddresses public addresses of all of these together; none, where they are internal
 */
record Usage(
        BigDecimal modelsGb,
        BigDecimal imagesGb,
        BigDecimal logsIngestedGb,
        BigDecimal logsStoredGb,
        BigDecimal natGb,
        BigDecimal endpointsGb,
        BigDecimal internetGb,
        int loadBalancers,
        int loadBalancerAddresses) {

    Usage {
        check(modelsGb, "models_gb");
        check(imagesGb, "images_gb");
        check(logsIngestedGb, "logs_ingested_gb");
        check(logsStoredGb, "logs_stored_gb");
        check(natGb, "nat_gb");
        check(endpointsGb, "endpoints_gb");
        check(internetGb, "internet_gb");
        check(BigDecimal.valueOf(loadBalancers), "load_balancers");
        check(BigDecimal.valueOf(loadBalancerAddresses), "load_balancer_addresses");
    }

    static Usage read(Path file) throws IOException, CorruptArtifact {
        return ArtifactJson.decode(Files.readAllBytes(file), Usage.class, file.toString());
    }

    private static void check(BigDecimal value, String field) {
        if (requireNonNull(value, field).signum() < 0) {
            throw new IllegalArgumentException(field + " is " + value + ", less than nothing");
        }
    }
}
