package dev.tryops.api.fuzz;

import dev.tryops.api.TestModels;
import dev.tryops.api.serving.PredictionObserver;
import dev.tryops.api.serving.ServingModel;
import dev.tryops.model.Baseline;
import dev.tryops.model.ClassCoefficients;
import dev.tryops.model.ClassCoefficients.Term;
import dev.tryops.model.ClassLabel;
import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import dev.tryops.model.Histogram;
import dev.tryops.model.LinearModel;
import dev.tryops.model.ModelMetadata;
import dev.tryops.model.PredictionStatistics;
import dev.tryops.registry.PointerState;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Models that requests can be read for, but not run: they have no graph. */
public final class FuzzModels {

    /** The features of the credit approval example: nothing but numbers. */
    public static final ServingModel CREDIT = model(
            feature("age", Dtype.INT64),
            feature("income", Dtype.INT64),
            feature("credit_score", Dtype.INT64),
            feature("employment_years", Dtype.INT64),
            feature("debt_ratio", Dtype.FLOAT64));

    /** Every type with and without nulls, and names that are easily mistaken. */
    public static final ServingModel MIXED = model(
            feature("age", Dtype.INT64),
            nullable("visits", Dtype.INT64),
            feature("debt_ratio", Dtype.FLOAT64),
            nullable("Größe", Dtype.FLOAT64),
            feature("member", Dtype.BOOL),
            nullable("a/b~c\"d\\e", Dtype.BOOL),
            feature("region", Dtype.STRING),
            nullable("注\ud83d\ude00", Dtype.STRING),
            nullable("Age", Dtype.FLOAT64));

    private FuzzModels() {}

    private static Feature feature(String name, Dtype dtype) {
        return new Feature(name, 0, dtype, false);
    }

    private static Feature nullable(String name, Dtype dtype) {
        return new Feature(name, 0, dtype, true);
    }

    private static ServingModel model(Feature... features) {
        FeatureSchema schema = new FeatureSchema(IntStream.range(0, features.length)
                .mapToObj(i -> new Feature(features[i].name(), i, features[i].dtype(), features[i].nullable()))
                .toList());
        List<Term> terms = schema.features().stream()
                .map(f -> new Term(f.name(), f.dtype() == Dtype.STRING ? "north" : null, 1, 0, 1))
                .toList();
        ModelMetadata metadata = TestModels.metadata(
                TestModels.version(1),
                schema,
                List.of(ClassLabel.ofNumber("0"), ClassLabel.ofNumber("1")),
                0,
                Map.of("1", new ClassCoefficients(0, terms)),
                List.of());
        Baseline baseline = new Baseline(
                1,
                Map.of(),
                new PredictionStatistics(
                        "binary_classification", 0.5, 0.1, Map.of(), new Histogram(List.of(0.0, 1.0), List.of(1L))));
        return new ServingModel(
                new PointerState.InForce(null, new byte[0], ""),
                ServingModel.Role.CURRENT,
                metadata,
                schema,
                new LinearModel(metadata),
                baseline,
                null,
                PredictionObserver.NONE);
    }
}
