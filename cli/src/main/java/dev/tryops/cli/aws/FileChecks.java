package dev.tryops.cli.aws;

import dev.tryops.deployment.DeploymentFiles;
import dev.tryops.deployment.EnvironmentFacts;
import dev.tryops.deployment.MonthlyPrice;
import dev.tryops.model.EnvironmentName;
import dev.tryops.registry.CorruptArtifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;

/** What can be said without AWS. */
final class FileChecks {

    private static final int NOTICE_DAYS = 60;

    private FileChecks() {}

    /** Whether the cluster's version has standard support, and for how long. */
    static Finding support(EnvironmentFacts.Cluster cluster, LocalDate today) {
        String check = "kubernetes-support";
        LocalDate end = cluster.endOfStandardSupport();
        LocalDate extended = cluster.endOfExtendedSupport();
        String version = "Kubernetes " + cluster.version();
        if (extended != null && today.isAfter(extended)) {
            return Finding.fail(
                    check,
                    "The extended support of %s ended on %s: AWS creates no such cluster, and upgrades one that there is. Choose a newer version"
                            .formatted(version, extended));
        }
        if (today.isAfter(end)) {
            return Finding.warn(
                    check,
                    "The standard support of %s ended on %s: its control plane costs 0.60 instead of 0.10 dollars an hour. Plan an upgrade"
                            .formatted(version, end));
        }
        return today.plusDays(NOTICE_DAYS).isAfter(end)
                ? Finding.warn(check, "The standard support of %s ends on %s. Plan an upgrade".formatted(version, end))
                : Finding.ok(check, "%s has standard support until %s".formatted(version, end));
    }

    /** What the last estimate said. */
    static Finding price(DeploymentFiles files, EnvironmentName environment) {
        String check = "monthly-price";
        Path file = files.price(environment);
        String command = "'make cost ENVIRONMENT=%s'".formatted(environment);
        try {
            Optional<MonthlyPrice> price = MonthlyPrice.read(file);
            if (price.isEmpty()) {
                return Finding.warn(check, "Nobody has estimated it. Run " + command);
            }
            MonthlyPrice found = price.get();
            String says = "About %s dollars a month, from %s to %s with the size of the node groups"
                    .formatted(found.base(), found.minimum(), found.maximum());
            if (!found.unpriced().isEmpty()) {
                return Finding.warn(check, says + ", and what nobody priced: " + String.join(", ", found.unpriced()));
            }
            return isOlder(file, files.facts(environment))
                    ? Finding.warn(check, says + ", but synth has run since. Run " + command)
                    : Finding.ok(check, says);
        } catch (CorruptArtifact | IOException e) {
            return Finding.warn(check, "The estimate cannot be read. Run %s. %s".formatted(command, e.getMessage()));
        }
    }

    private static boolean isOlder(Path file, Path than) throws IOException {
        return Files.exists(than) && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(than)) < 0;
    }
}
