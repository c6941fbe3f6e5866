package dev.tryops.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares a large draw with the data set that NumPy drew by the same recipe. */
@TestInstance(Lifecycle.PER_CLASS)
class CreditApprovalsTest {

    private static final int ROWS = 100_000;

    private Path directory;
    private Dataset drawn;
    private Dataset numPy;

    @BeforeAll
    void draw(@TempDir Path temporary) throws IOException {
        directory = temporary;
        drawn = read(write("large.csv", 42, ROWS));
        String reference = Files.readString(Path.of("src/test/resources/reference/credit_approval.csv"));
        numPy = read(Files.writeString(
                directory.resolve("numpy.csv"), reference.replaceAll("(?m),(split|train|test)$", "")));
    }

    @Test
    void hasTheColumnsOfTheReference() {
        assertThat(drawn.schema()).isEqualTo(numPy.schema());
        assertThat(drawn.rows()).isEqualTo(ROWS);
    }

    @ParameterizedTest
    @CsvSource({
        "age, 25, 70",
        "income, 30000, 150000",
        "credit_score, 300, 850",
        "employment_years, 0, 40",
        "debt_ratio, 0, 1"
    })
    void followsTheDistributionOfTheReference(String name, double low, double high) {
        double[] ours = column(drawn, name);
        double[] theirs = column(numPy, name);
        double deviation = deviation(theirs);
        double standardError = deviation / Math.sqrt(theirs.length) + deviation / Math.sqrt(ours.length);

        assertThat(Arrays.stream(ours)).allMatch(value -> value >= low && value <= high);
        assertThat(mean(ours)).isCloseTo(mean(theirs), within(4 * standardError));
        // The standard error of a normal sample's deviation is its mean's, over √2.
        assertThat(deviation(ours)).isCloseTo(deviation, within(4 * standardError));
    }

    @Test
    void approvesAsManyAsTheReference() {
        double rate = approvalRate(numPy);

        assertThat(approvalRate(drawn)).isCloseTo(rate, within(4 * Math.sqrt(rate * (1 - rate) / numPy.rows())));
    }

    @Test
    void drawsTheSameBytesFromTheSameSeedAndOthersFromAnother() throws IOException {
        byte[] first = Files.readAllBytes(write("a.csv", 7, 1_000));

        assertThat(Files.readAllBytes(write("b.csv", 7, 1_000))).isEqualTo(first);
        assertThat(Files.readAllBytes(write("c.csv", 8, 1_000))).isNotEqualTo(first);
    }

    private Path write(String name, long seed, int rows) throws IOException {
        Path file = directory.resolve(name);
        new CreditApprovals(seed).write(file, rows);
        return file;
    }

    private static Dataset read(Path file) {
        return TestData.read(file, "approved");
    }

    private static double[] column(Dataset data, String name) {
        return data.column(data.schema().names().indexOf(name));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow());
    }

    private static double approvalRate(Dataset data) {
        return IntStream.range(0, data.rows())
                .map(row -> data.classOf(row))
                .average()
                .orElseThrow();
    }
}
