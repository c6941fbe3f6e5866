package dev.tryops.training;

import dev.tryops.model.Baseline;
import dev.tryops.model.ClassLabel;
import dev.tryops.model.Metrics;
import dev.tryops.model.ModelMetadata;
import dev.tryops.model.ModelSchema;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.Justification;
import dev.tryops.registry.ModelBundle;
import dev.tryops.training.data.Ingested;
import dev.tryops.training.data.Split;
import dev.tryops.training.fit.BaselineBuilder;
import dev.tryops.training.fit.Evaluation;
import dev.tryops.training.fit.GoldenRows;
import dev.tryops.training.fit.Libraries;
import dev.tryops.training.fit.LogisticTrainer;
import dev.tryops.training.fit.OnnxExport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All that a run has found out, ready to be published under any version. */
record BundleDraft(TrainingOptions options, TrainingRun run, Instant createdAt) {

    private static final int ADVERSE_CLASS = 0;

    ModelBundle bundle(ModelVersion version) {
        return new ModelBundle(
                run.take(byte[].class),
                metadata(version),
                run.take(Baseline.class),
                Optional.empty(),
                Optional.empty());
    }

    private ModelMetadata metadata(ModelVersion version) {
        Split split = run.take(Split.class);
        TrainingSteps.Fitted fitted = run.take(TrainingSteps.Fitted.class);
        List<ClassLabel> labels = split.training().classLabels();
        ClassLabel positive = labels.getLast();
        return new ModelMetadata(
                version,
                "logistic_regression",
                "tribuo",
                "onnx",
                ModelSchema.of(split.training().schema(), BaselineBuilder.descriptive(split.training())),
                run.take(Metrics.class),
                LogisticTrainer.hyperparameters(),
                split.training().rows(),
                split.holdOut().rows(),
                fitted.seconds(),
                BuildInfo.read().commit(),
                Justification.TRAINING_PIPELINE,
                createdAt,
                run.take(Ingested.class).sha256(),
                options.randomState(),
                Libraries.versions(),
                OnnxExport.opset(),
                labels,
                positive,
                Evaluation.THRESHOLD,
                ADVERSE_CLASS,
                fitted.model().coefficients(labels),
                run.take(GoldenRows.class).rows());
    }
}
