package dev.tryops.api.drift;

import dev.tryops.api.drift.Watch.Subject;
import dev.tryops.api.serving.PredictionObserver;
import dev.tryops.api.serving.PredictionObservers;
import dev.tryops.api.serving.PredictionSink;
import dev.tryops.model.Baseline;
import dev.tryops.model.LinearModel;
import dev.tryops.model.ModelMetadata;
import java.time.Clock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives each model its watch. What has no baseline to be compared with is said once, and does not keep a model from serving. */
final class Watches implements PredictionObservers {

    private static final Logger log = LoggerFactory.getLogger(Watches.class);

    private final DriftMetrics metrics;
    private final DriftProperties properties;
    private final PredictionSink sink;
    private final Clock clock;

    Watches(DriftMetrics metrics, DriftProperties properties, PredictionSink sink, Clock clock) {
        this.metrics = metrics;
        this.properties = properties;
        this.sink = sink;
        this.clock = clock;
    }

    @Override
    public PredictionObserver of(ModelMetadata metadata, LinearModel linear, Baseline baseline) {
        String version = metadata.modelVersion().value();
        Subject subject = metrics.counted(version).orElseGet(() -> subject(version, metadata, linear, baseline));
        return new Watch(subject, properties, sink, clock.instant());
    }

    private static Subject subject(String version, ModelMetadata metadata, LinearModel linear, Baseline baseline) {
        Plan plan = new Plan(metadata, linear, baseline);
        String not = plan.all().stream()
                .filter(entry -> entry.reference().notCompared() != null)
                .map(entry -> entry.reference().name())
                .limit(10)
                .collect(Collectors.joining(","));
        if (!not.isEmpty()) {
            log.atWarn()
                    .addKeyValue("model", version)
                    .addKeyValue("features", not)
                    .log("Not everything can be compared with the baseline; GET /v1/monitoring/drift says why");
        }
        return new Subject(version, plan, new Tally(plan.cells()));
    }
}
