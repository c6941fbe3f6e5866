package dev.tryops.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tryops.model.Baseline;
import dev.tryops.model.ClassCoefficients;
import dev.tryops.model.ClassLabel;
import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import dev.tryops.model.FeatureStatistics;
import dev.tryops.model.GoldenRow;
import dev.tryops.model.Histogram;
import dev.tryops.model.Metrics;
import dev.tryops.model.ModelMetadata;
import dev.tryops.model.ModelSchema;
import dev.tryops.model.ModelVersion;
import dev.tryops.model.PredictionStatistics;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Bundles that are complete but for the graph, which is opaque bytes to the registry. */
public final class TestBundles {

    public static final Instant CREATED = Instant.parse("2026-02-08T16:00:16Z");

    private TestBundles() {}

    /** Version {@code number}: {@code v20260208_160016_00000n}. */
    public static ModelVersion version(int number) {
        return new ModelVersion("v20260208_160016_%06x".formatted(number));
    }

    public static ModelBundle bundle(ModelVersion version) {
        return new ModelBundle(
                ("graph of " + version).getBytes(UTF_8),
                metadata(version),
                baseline(),
                Optional.of("<html>report</html>".getBytes(UTF_8)),
                Optional.empty());
    }

    public static ModelMetadata metadata(ModelVersion version) {
        FeatureSchema schema = new FeatureSchema(
                List.of(new Feature("age", 0, Dtype.INT64, false), new Feature("debt_ratio", 1, Dtype.FLOAT64, false)));
        return new ModelMetadata(
                version,
                "logistic_regression",
                "tribuo",
                "onnx",
                ModelSchema.of(schema, Map.of("age", new ModelSchema.DescriptiveStatistics(45, 10, 25, 70))),
                new Metrics(0.7, 0.7, 0.7, 0.7, 0.8, 0.5, 0.2),
                Map.of("epochs", 50),
                80,
                20,
                0.25,
                null,
                "test",
                CREATED,
                "0".repeat(64),
                42,
                Map.of("tribuo", "4.3.2"),
                13,
                List.of(ClassLabel.ofNumber("0"), ClassLabel.ofNumber("1")),
                ClassLabel.ofNumber("1"),
                0.5,
                0,
                Map.of(
                        "1",
                        new ClassCoefficients(
                                0.1,
                                List.of(
                                        new ClassCoefficients.Term("age", null, 0.5, 45, 10),
                                        new ClassCoefficients.Term("debt_ratio", null, -0.5, 0.35, 0.15)))),
                List.of(new GoldenRow(ordered("age", 45, "debt_ratio", 0.35), 0.52497918747894)));
    }

    private static Baseline baseline() {
        Histogram histogram = new Histogram(List.of(0.0, 1.0), List.of(80L));
        FeatureStatistics numeric = new FeatureStatistics.Numeric(45, 10, 25, 70, Map.of("p50", 45.0), 0, histogram);
        return new Baseline(
                80,
                ordered("age", numeric, "debt_ratio", numeric),
                new PredictionStatistics("binary_classification", 0.5, 0.1, Map.of("p50", 0.5), histogram));
    }

    /** {@code Map.of} shuffles from process to process, and the same bundle must have the same bytes in each. */
    private static <V> Map<String, V> ordered(String first, V one, String second, V two) {
        Map<String, V> map = new LinkedHashMap<>();
        map.put(first, one);
        map.put(second, two);
        return map;
    }
}
