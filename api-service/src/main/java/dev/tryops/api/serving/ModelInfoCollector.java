package dev.tryops.api.serving;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ModelVersion;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Optional;

/**
 * {@code model_info_info{version,bucket,environment} 1} for the version that serves. Micrometer strips {@code _info} from
 * names, so this one series goes to the Prometheus registry directly.
 */
final class ModelInfoCollector implements Collector {

    private final String bucket;
    private final EnvironmentName environment;

    private volatile Optional<ModelVersion> version = Optional.empty();

    ModelInfoCollector(String bucket, EnvironmentName environment) {
        this.bucket = bucket;
        this.environment = environment;
    }

    void show(ModelVersion serving) {
        version = Optional.of(serving);
    }

    @Override
    public MetricSnapshot collect() {
        InfoSnapshot.Builder snapshot =
                InfoSnapshot.builder().name("model_info_info").help("The version that serves");
        version.ifPresent(v -> snapshot.dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                .labels(Labels.of("version", v.value(), "bucket", bucket, "environment", environment.value()))
                .build()));
        return snapshot.build();
    }
}
