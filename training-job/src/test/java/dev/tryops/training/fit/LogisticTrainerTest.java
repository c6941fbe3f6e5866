package dev.tryops.training.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tryops.model.ClassCoefficients;
import dev.tryops.model.Metrics;
import dev.tryops.training.data.Dataset;
import dev.tryops.training.data.TestData;
import dev.tryops.training.evaluate.Predictions;
import dev.tryops.training.evaluate.Scores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LogisticTrainerTest {

    private static final Path REFERENCE = Path.of("src/test/resources/reference");

    /** In the order of the table, which is neither that of the alphabet nor that of the weights. */
    private static final List<String> NAMES = List.of("zeta", "Alpha", "10", "beta", "9");

    private static final double[] WEIGHTS = {2, -1, 0.5, 0, -3};

    @TempDir
    Path directory;

    @Test
    void isAsGoodAsScikitLearnOnTheSameSplit() throws IOException {
        JsonNode expected = JsonMapper.shared().readTree(REFERENCE.resolve("scikit_learn.json"));
        Dataset training = reference("train");
        Dataset holdOut = reference("test");

        LogisticModel model = new LogisticTrainer(42).fit(training);

        Metrics metrics = Scores.of(new Predictions(holdOut.classes(), 2, model.probabilities(holdOut)), 0.5);
        assertThat(training.rows())
                .isEqualTo(expected.required("training_samples").asInt());
        assertThat(holdOut.rows()).isEqualTo(expected.required("test_samples").asInt());
        assertThat(metrics.accuracy()).isCloseTo(expected.required("accuracy").asDouble(), within(0.005));
        assertThat(metrics.rocAuc()).isCloseTo(expected.required("roc_auc").asDouble(), within(0.005));
        double logLoss = expected.required("log_loss").asDouble();
        assertThat(metrics.logLoss()).isCloseTo(logLoss, within(0.02 * logLoss));
    }

    @Test
    void givesEveryFeatureItsOwnWeightWhateverTheOrderOfTheNames() {
        LogisticModel model = new LogisticTrainer(42).fit(known(20_000));

        for (int f = 0; f < WEIGHTS.length; f++) {
            assertThat(FoldedScores.of(model).slopes()[f]).as(NAMES.get(f)).isCloseTo(WEIGHTS[f], within(0.3));
        }
    }

    @Test
    void fitsTheSameWeightsFromTheSameSeedAndOthersFromAnother() {
        Dataset data = known(500);
        LogisticModel first = new LogisticTrainer(42).fit(data);

        assertThat(new LogisticTrainer(42).fit(data).weights()[0]).isEqualTo(first.weights()[0]);
        assertThat(new LogisticTrainer(43).fit(data).weights()[0]).isNotEqualTo(first.weights()[0]);
    }

    @Test
    void fitsTheSameWeightsFromASecondCallOfOneTrainer() {
        Dataset data = known(500);
        LogisticTrainer trainer = new LogisticTrainer(42);
        double[] first = trainer.fit(data).weights()[0];

        assertThat(trainer.fit(data).weights()[0]).isEqualTo(first);
    }

    @Test
    void givesAConstantColumnNoWeight() {
        double[][] columns = TestData.columns(known(500));
        Arrays.fill(columns[1], 0.1);
        Dataset data = TestData.with(known(500), columns);

        LogisticModel model = new LogisticTrainer(42).fit(data);

        assertThat(model.weights()[0][1]).isZero();
        assertThat(((FeatureEncoding.Numeric) model.encoding().features().get(1)).std())
                .isEqualTo(1);
        assertThat(model.probabilities(data)).doesNotContain(Double.NaN);
    }

    @Test
    void staysFiniteWithAnOutlierAMillionDeviationsOut() {
        double[][] columns = TestData.columns(known(500));
        columns[0][3] = 1e30;
        Dataset data = TestData.with(known(500), columns);

        LogisticModel model = new LogisticTrainer(42).fit(data);

        assertThat(model.weights()[0]).doesNotContain(Double.NaN);
        assertThat(Parity.of(model, OnnxExport.toBytes(model), data).holds()).isTrue();
    }

    @Test
    void recordsCoefficientsThatReproduceItsProbabilities() {
        Dataset data = known(500);
        LogisticModel model = new LogisticTrainer(42).fit(data);
        double[] probabilities = model.shown(data);
        ClassCoefficients coefficients = model.coefficients(data.classLabels()).get("1");

        for (int row = 0; row < data.rows(); row++) {
            double score = coefficients.bias();
            for (int f = 0; f < data.features(); f++) {
                score += coefficients.features().get(f).contribution(data.input(f, row));
            }
            assertThat(1 / (1 + Math.exp(-score))).isCloseTo(probabilities[row], within(1e-12));
        }
    }

    private static Dataset known(int rows) {
        return TestData.normal(NAMES, rows, 1, values -> {
            double score = 0.5;
            for (int f = 0; f < values.length; f++) {
                score += WEIGHTS[f] * values[f];
            }
            return score;
        });
    }

    private Dataset reference(String part) throws IOException {
        String rows = Files.readAllLines(REFERENCE.resolve("credit_approval.csv")).stream()
                .filter(line -> line.endsWith("," + part) || line.endsWith(",split"))
                .map(line -> line.substring(0, line.lastIndexOf(',')))
                .collect(Collectors.joining("\n"));
        Path file = Files.writeString(directory.resolve(part + ".csv"), rows);
        return TestData.read(file, "approved");
    }
}
