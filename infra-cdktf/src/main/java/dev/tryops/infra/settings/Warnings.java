package dev.tryops.infra.settings;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What is allowed and should not stay so. */
public final class Warnings {

    private Warnings() {}

    /** One sentence for each. */
    public static List<String> of(InfraSettings settings, LocalDate today) {
        List<String> warnings = new ArrayList<>();
        KubernetesVersion version = settings.cluster().version();
        if (today.isAfter(version.endOfExtendedSupport())) {
            warnings.add(
                    "cluster.version is %s, which AWS has not supported since %s: it upgrades the cluster by itself."
                            .formatted(version.text(), version.endOfExtendedSupport()));
        } else if (today.isAfter(version.endOfStandardSupport())) {
            warnings.add(
                    "cluster.version is %s, whose standard support ended on %s: the control plane costs six times as much."
                            .formatted(version.text(), version.endOfStandardSupport()));
        }
        if (settings.trainingData() instanceof TrainingData.Synthetic(int rows)) {
            warnings.add("trainingData is %d drawn rows: models of %s decide nothing real."
                    .formatted(rows, settings.environment()));
        }
        if (settings.options().teardown()) {
            warnings.add("options.teardown is on: %s may be destroyed with all that is in its buckets."
                    .formatted(settings.environment()));
        }
        return warnings;
    }
}
