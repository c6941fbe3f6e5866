package dev.tryops.training.quality;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tryops.model.Metrics;
import dev.tryops.model.Sha256;
import dev.tryops.training.data.Dataset;
import dev.tryops.training.data.Split;
import dev.tryops.training.data.TestData;
import dev.tryops.training.evaluate.Predictions;
import dev.tryops.training.evaluate.Scores;
import dev.tryops.training.fit.Fit;
import dev.tryops.training.fit.FitSettings;
import dev.tryops.training.fit.LogisticModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One data set and one split, which our engines and scikit-learn see alike.
 *
 * @param lines of the file, the target last; none holds a line break
 */
record Trial(String name, List<String> lines, Dataset data, long seed) {

    static final Path RESOURCES = Path.of("src/test/resources/quality");
    private static final Path EXPORTS = Path.of("target/quality");
    private static final double TEST_SIZE = 0.2;
    private static final JsonNode FIGURES = JsonMapper.shared().readTree(RESOURCES.resolve("figures.json"));

    static Trial of(String name, Path file, Dataset data, long seed) throws IOException {
        return new Trial(name, Files.readAllLines(file), data, seed);
    }

    Split split() {
        return Split.stratified(data, TEST_SIZE, seed);
    }

    /** What {@code make_figures.py} recorded of these rows: for {@code usual} or {@code same_columns}. */
    Metrics recorded(String pipeline) {
        JsonNode all = FIGURES.required(name);
        if (!all.required("sha256").asString().equals(Sha256.hex(exported().getBytes(UTF_8)))) {
            throw new AssertionError(name + " is not what figures.json is about: run make_figures.py again");
        }
        JsonNode figures = all.required(pipeline);
        return new Metrics(
                figures.required("accuracy").asDouble(),
                Double.NaN,
                Double.NaN,
                Double.NaN,
                figures.required("roc_auc").asDouble(),
                figures.required("log_loss").asDouble(),
                Double.NaN);
    }

    LogisticModel model(FitSettings settings) {
        return Fit.of(split().training(), settings, 42, Path.of("")).model();
    }

    Metrics scores(LogisticModel model) {
        Dataset held = split().holdOut();
        return Scores.of(new Predictions(held.classes(), model.classes(), model.probabilities(held)), 0.5);
    }

    /** For {@code make_figures.py}. */
    void export() throws IOException {
        Files.createDirectories(EXPORTS);
        Files.writeString(EXPORTS.resolve(name + ".csv"), exported());
    }

    private String exported() {
        boolean[] held = held();
        return IntStream.range(0, lines.size())
                .mapToObj(i -> lines.get(i) + (i == 0 ? ",split\n" : held[i - 1] ? ",test\n" : ",train\n"))
                .collect(Collectors.joining());
    }

    /** A split looks at the classes alone, so a table of line numbers is split as the data are. */
    private boolean[] held() {
        double[] numbers = IntStream.range(0, data.rows()).asDoubleStream().toArray();
        Dataset numbered = TestData.of(
                TestData.floats(List.of("line")), new double[][] {numbers}, data.classes(), data.classLabels());
        boolean[] held = new boolean[data.rows()];
        for (double line : Split.stratified(numbered, TEST_SIZE, seed).holdOut().column(0)) {
            held[(int) line] = true;
        }
        return held;
    }
}
