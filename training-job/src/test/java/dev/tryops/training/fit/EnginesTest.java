package dev.tryops.training.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tryops.training.data.Dataset;
import dev.tryops.training.data.TestData;
import dev.tryops.training.evaluate.Predictions;
import dev.tryops.training.evaluate.Scores;
import dev.tryops.training.fit.FitSettings.Engine;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class EnginesTest {

    private final Dataset data =
            TestData.normal(List.of("a", "b", "c"), 4_000, 3, values -> 1 + values[0] - 2 * values[1] + values[2] / 4);

    @Test
    void agreeOnDataThatEitherCanFit() {
        double newton = logLoss(fit(data, settings(Engine.NEWTON)).model());
        double tribuo = logLoss(fit(data, settings(Engine.TRIBUO)).model());

        assertThat(newton).isLessThanOrEqualTo(tribuo);
        assertThat(tribuo).isCloseTo(newton, within(0.005 * newton));
    }

    @Test
    void agreeOnHowFarAWeightCanBeTrusted() {
        double[] newton = fit(data, settings(Engine.NEWTON)).errors()[0];
        double[] tribuo = fit(data, settings(Engine.TRIBUO)).errors()[0];

        for (int column = 0; column < newton.length; column++) {
            assertThat(tribuo[column]).isCloseTo(newton[column], within(0.1 * newton[column]));
        }
    }

    @Test
    void recordWhatTheyAreAndHowTheyWereSet() {
        String tribuo = fit(data, settings(Engine.TRIBUO)).provenance();
        String newton = fit(data, ridge(2)).provenance();

        assertThat(tribuo)
                .contains("org.tribuo.classification.sgd.linear.LinearSGDTrainer", "seed = 42", "epochs = 50")
                .contains("SqrtDecaySGD", "initialLearningRate = 0.1");
        assertThat(newton).contains("l2 = 2.0", "converged = true", "redundant-columns = []");
    }

    @Test
    void areChosenByTheRowsAndByWhatIsAskedOfThem() {
        assertThat(FitSettings.DEFAULT.engineFor(data)).isEqualTo(Engine.TRIBUO);
        assertThat(ridge(1).engineFor(data)).isEqualTo(Engine.NEWTON);
        assertThat(ridge(0).engineFor(data)).isEqualTo(Engine.TRIBUO);
        int many = FitSettings.MOST_IN_MEMORY + 1;
        Dataset large = TestData.of(TestData.floats(List.of("x")), new double[1][many], new int[many]);
        assertThat(FitSettings.DEFAULT.engineFor(large)).isEqualTo(Engine.NEWTON);
        assertThat(settings(Engine.TRIBUO).engineFor(large)).isEqualTo(Engine.TRIBUO);
    }

    @Test
    void aStrongerRidgeMakesSmallerWeights() {
        double weak = Math.abs(fit(data, ridge(1)).model().weights()[0][1]);
        double strong = Math.abs(fit(data, ridge(1_000)).model().weights()[0][1]);

        assertThat(strong).isLessThan(weak / 1.5).isPositive();
    }

    @Test
    void tuningFindsAStrongRidgeForNoiseAndAWeakOneForSignal() {
        Dataset noise = TestData.normal(List.of("a", "b", "c", "d", "e", "f"), 300, 5, values -> 0);
        FitSettings tune = new FitSettings(Engine.AUTO, OptionalDouble.empty(), false, true);

        Fit ofNoise = fit(noise, tune);
        Fit ofSignal = fit(data, tune);

        assertThat((double) ofNoise.hyperparameters().get("l2")).isGreaterThanOrEqualTo(100);
        assertThat((double) ofSignal.hyperparameters().get("l2")).isLessThanOrEqualTo(1);
        assertThat(ofNoise.hyperparameters()).containsKey("cross_validated_log_loss");
        assertThat(fit(noise, tune).model().weights())
                .isDeepEqualTo(ofNoise.model().weights());
    }

    @Test
    void balancedClassesWeighTheSameWhateverTheEngine() {
        Dataset rare = TestData.normal(List.of("a", "b"), 6_000, 4, values -> -3 + values[0]);
        for (Engine engine : List.of(Engine.TRIBUO, Engine.NEWTON)) {
            FitSettings balanced = new FitSettings(engine, OptionalDouble.empty(), true, false);

            double[] positive = fit(rare, balanced).model().shown(rare);

            double mean = Arrays.stream(positive).average().orElseThrow();
            assertThat(mean).as(engine.label()).isBetween(0.35, 0.6);
        }
    }

    private static Fit fit(Dataset training, FitSettings settings) {
        return Fit.of(training, settings, 42, Path.of(""));
    }

    private static FitSettings settings(Engine engine) {
        return new FitSettings(engine, OptionalDouble.empty(), false, false);
    }

    private static FitSettings ridge(double l2) {
        return new FitSettings(Engine.AUTO, OptionalDouble.of(l2), false, false);
    }

    private double logLoss(LogisticModel model) {
        return Scores.of(new Predictions(data.classes(), 2, model.probabilities(data)), 0.5)
                .logLoss();
    }
}
