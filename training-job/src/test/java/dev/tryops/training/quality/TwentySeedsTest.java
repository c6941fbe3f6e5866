package dev.tryops.training.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.Metrics;
import dev.tryops.training.data.CreditApprovals;
import dev.tryops.training.data.TestData;
import dev.tryops.training.fit.FitSettings;
import dev.tryops.training.fit.FitSettings.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against scikit-learn's StandardScaler and LogisticRegression, on twenty tables of 5,000 drawn rows. */
class TwentySeedsTest {

    private static final int SEEDS = 20;
    private static final int ROWS = 5_000;
    private static final List<Trial> TRIALS = new ArrayList<>();

    @BeforeAll
    static void draw(@TempDir Path directory) throws IOException {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Path file = directory.resolve("credit.csv");
            new CreditApprovals(seed).write(file, ROWS);
            Trial trial = Trial.of("credit-" + seed, file, TestData.read(file, "approved"), 42);
            trial.export();
            TRIALS.add(trial);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TRIBUO", "NEWTON"})
    void eitherEngineIsAsGoodAsScikitLearn(Engine engine) {
        FitSettings settings = new FitSettings(engine, OptionalDouble.empty(), false, false);

        List<Metrics> ours = TRIALS.parallelStream()
                .map(trial -> trial.scores(trial.model(settings)))
                .toList();

        List<Metrics> theirs =
                TRIALS.stream().map(trial -> trial.recorded("usual")).toList();
        assertNoDifference(Differences.of(ours, theirs, Metrics::accuracy));
        assertNoDifference(Differences.of(ours, theirs, Metrics::rocAuc));
        Differences logLoss = Differences.ofLogLoss(ours, theirs);
        assertThat(Math.abs(logLoss.mean())).as("log-loss: %s", logLoss).isLessThan(0.001);
        assertThat(logLoss.largest()).as("log-loss: %s", logLoss).isLessThan(0.002);
    }

    private static void assertNoDifference(Differences differences) {
        assertThat(Math.abs(differences.mean())).as("%s", differences).isLessThanOrEqualTo(differences.chanceOr(0.002));
    }
}
