package dev.tryops.training;

import dev.tryops.model.Baseline;
import dev.tryops.model.ClassLabel;
import dev.tryops.model.ModelMetadata;
import dev.tryops.model.ModelSchema;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.Justification;
import dev.tryops.registry.ModelBundle;
import dev.tryops.training.data.Ingested;
import dev.tryops.training.data.Split;
import dev.tryops.training.fit.BaselineBuilder;
import dev.tryops.training.fit.GoldenRows;
import dev.tryops.training.fit.Libraries;
import dev.tryops.training.fit.OnnxExport;
import dev.tryops.training.report.DataProfile;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that a run has found out, ready to be published under any version. */
record BundleDraft(TrainingOptions options, TrainingRun run, Instant createdAt) {

    private static final int ADVERSE_CLASS = 0;

    ModelBundle bundle(ModelVersion version) {
        ModelMetadata metadata = metadata(version);
        return new ModelBundle(
                run.take(byte[].class),
                metadata,
                run.take(Baseline.class),
                Optional.of(new ReportPage(metadata, findings()).bytes()),
                run.take(Ingested.class).quarantineBytes());
    }

    private ReportPage.Findings findings() {
        Split split = run.take(Split.class);
        Decision decision = run.take(Decision.class);
        Ingested ingested = run.take(Ingested.class);
        return new ReportPage.Findings(
                options.environment().value(),
                options.autoPromote(),
                split.holdOut(),
                run.take(Evaluated.class).decisions(),
                run.take(Fitted.class).fit(),
                decision.findings(),
                decision.incumbent(),
                ingested.sources(),
                ProfilePart.of(
                        split.training().rows(),
                        run.take(Columns.class).columns(),
                        ingested.warnings(),
                        ingested.badRowsByReason().entrySet().stream()
                                .map(entry -> new DataProfile.Skipped(entry.getKey(), entry.getValue()))
                                .toList()));
    }

    private Map<String, Object> hyperparameters(Fitted fitted) {
        Map<String, Object> all = new LinkedHashMap<>(fitted.fit().hyperparameters());
        all.put(Recorded.ARGUMENTS, options.arguments());
        return all;
    }

    /** What a reader is told of the model, under this version. */
    ModelMetadata metadata(ModelVersion version) {
        Split split = run.take(Split.class);
        Fitted fitted = run.take(Fitted.class);
        Evaluated evaluated = run.take(Evaluated.class);
        List<ClassLabel> labels = split.training().classLabels();
        ClassLabel positive = labels.getLast();
        return new ModelMetadata(
                version,
                "logistic_regression",
                "tribuo",
                "onnx",
                ModelSchema.of(split.training().schema(), BaselineBuilder.descriptive(run.take(Baseline.class))),
                evaluated.metrics(),
                hyperparameters(fitted),
                split.training().rows(),
                split.holdOut().rows(),
                fitted.seconds(),
                BuildInfo.read().commit(),
                Justification.TRAINING_PIPELINE,
                createdAt,
                run.take(Ingested.class).sha256(),
                options.randomState(),
                Libraries.versions(options.fit().engine()),
                OnnxExport.opset(),
                labels,
                positive,
                evaluated.decisions().threshold(),
                ADVERSE_CLASS,
                fitted.fit().model().coefficients(labels),
                run.take(GoldenRows.class).rows());
    }
}
