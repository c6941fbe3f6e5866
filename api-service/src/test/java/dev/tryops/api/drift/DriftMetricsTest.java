package dev.tryops.api.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.api.TestModels;
import dev.tryops.api.drift.Watch.Subject;
import dev.tryops.model.Baseline;
import dev.tryops.model.ClassCoefficients;
import dev.tryops.model.ClassCoefficients.Term;
import dev.tryops.model.ClassLabel;
import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import dev.tryops.model.FeatureStatistics;
import dev.tryops.model.Histogram;
import dev.tryops.model.LinearModel;
import dev.tryops.model.ModelMetadata;
import dev.tryops.model.PredictionStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DriftMetricsTest {

    private static final Histogram HISTOGRAM = new Histogram(List.of(0.0, 0.5, 1.0), List.of(40L, 40L));
    private static final String VERSION = TestModels.version(1).value();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DriftMetrics metrics = new DriftMetrics(meters);

    @Test
    void aVersionGoesOnCountingWhileItHasSeriesAndThenBeginsAnew() {
        Subject first = show(3, 3);
        first.tally().mine().addAndGet(first.plan().features().getFirst().offset(), 5);
        assertThat(rows("f0")).isEqualTo(5);
        assertThat(metrics.counted(VERSION)).contains(first);

        List.copyOf(meters.getMeters()).forEach(meters::remove);

        assertThat(metrics.counted(VERSION)).isEmpty();
        show(3, 3);
        assertThat(rows("f0")).isZero();
    }

    @Test
    void onlyTheFirstFeaturesOfAWideModelHaveSeriesAndThePrediction() {
        show(250, 250);

        assertThat(meters.find("drift_bin_rows_total").tag("feature", "f199").functionCounters())
                .hasSize(3);
        assertThat(meters.find("drift_bin_rows_total").tag("feature", "f200").functionCounters())
                .isEmpty();
        assertThat(meters.find("drift_bin_rows_total")
                        .tag("feature", Reference.PREDICTION)
                        .functionCounters())
                .hasSize(3);
    }

    @Test
    void aFeatureThatTheBaselineDoesNotHaveIsLeftOut() {
        Subject subject = show(3, 2);

        assertThat(subject.plan().features()).hasSize(3);
        assertThat(subject.plan().features().get(2).reference().notCompared()).isNotNull();
        assertThat(meters.find("drift_bin_rows_total").tag("feature", "f1").functionCounters())
                .isNotEmpty();
        assertThat(meters.find("drift_bin_rows_total").tag("feature", "f2").functionCounters())
                .isEmpty();
    }

    private double rows(String feature) {
        return meters.find("drift_bin_rows_total").tag("feature", feature).functionCounters().stream()
                .mapToDouble(FunctionCounter::count)
                .sum();
    }

    /** Shows a version of so many features, the first of which are in the baseline. */
    private Subject show(int features, int described) {
        FeatureSchema schema = new FeatureSchema(IntStream.range(0, features)
                .mapToObj(i -> new Feature("f" + i, i, Dtype.FLOAT64, false))
                .toList());
        List<Term> terms = schema.names().stream()
                .map(name -> new Term(name, null, 1, 0, 1))
                .toList();
        ModelMetadata metadata = TestModels.metadata(
                TestModels.version(1),
                schema,
                List.of(ClassLabel.ofNumber("0"), ClassLabel.ofNumber("1")),
                0,
                Map.of("1", new ClassCoefficients(0, terms)),
                List.of());
        Map<String, FeatureStatistics> statistics = new HashMap<>();
        schema.names().stream()
                .limit(described)
                .forEach(name ->
                        statistics.put(name, new FeatureStatistics.Numeric(0.5, 0.3, 0, 1, Map.of(), 0, HISTOGRAM)));
        Baseline baseline = new Baseline(
                80, statistics, new PredictionStatistics("binary_classification", 0.5, 0.1, Map.of(), HISTOGRAM));
        Plan plan = new Plan(metadata, new LinearModel(metadata), baseline);
        Subject subject = new Subject(VERSION, plan, new Tally(plan.cells()));
        metrics.show(subject, metadata.metrics());
        return subject;
    }
}
