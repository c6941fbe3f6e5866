package dev.tryops.training;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadDataTest {

    @TempDir
    Path directory;

    @Test
    void namesTheColumnsWhereTheTargetIsMissing() throws IOException {
        assertThat(refusalOf("age,income,Approved\n1,2,0\n"))
                .contains("no target column 'approved'", "age, income, Approved", "--target");
    }

    @Test
    void recognizesAnotherSeparator() throws IOException {
        assertThat(refusalOf("age;income;approved\n1;2;0\n")).contains("Separate the fields by commas");
    }

    @Test
    void namesLineAndColumnOfATextAmongNumbers() throws IOException {
        assertThat(refusalOf("age,income,approved\n1,2,0\n3,lots,1\n4,5,1\n"))
                .contains("data.csv: line 3, column 'income': 'lots' is not a number");
    }

    @Test
    void quotesOnlyTheBeginningOfALongValue() throws IOException {
        assertThat(refusalOf("age,approved\n1,0\n" + "y".repeat(5_000) + ",1\n4,1\n"))
                .contains("'" + "y".repeat(40) + "…'")
                .hasSizeLessThan(400);
    }

    @Test
    void refusesATargetOfOneClass() throws IOException {
        assertThat(refusalOf("age,approved\n1,1\n2,1\n3,1.0\n")).contains("'approved'", "only one class, '1'");
    }

    @Test
    void refusesATargetOfThreeClasses() throws IOException {
        assertThat(refusalOf("age,approved\n1,low\n2,high\n3,middle\n"))
                .contains("3 classes (high, low, middle)", "only two-class targets are supported");
    }

    @Test
    void refusesATargetThatIsNoClassAtAll() throws IOException {
        String rows =
                IntStream.range(0, 500).mapToObj(i -> i + "," + i + ".5\n").collect(Collectors.joining());

        assertThat(refusalOf("age,approved\n" + rows)).contains("100 or more classes", "0.5, 1.5");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        assertThat(refusalOf("")).contains("data.csv is empty");
    }

    @Test
    void refusesAFileOfBlankLines() throws IOException {
        assertThat(refusalOf("\n\n\r\n")).contains("data.csv is empty");
    }

    @Test
    void refusesAHeaderWithoutRows() throws IOException {
        assertThat(refusalOf("age,approved\n")).contains("a header but no rows");
    }

    @Test
    void namesLineAndColumnOfAMissingValue() throws IOException {
        assertThat(refusalOf("age,income,approved\n1,2,0\n3,,1\n")).contains("line 3, column 'income'", "missing");
        assertThat(refusalOf("age,income,approved\n1,2,0\n3,\"  \",1\n")).contains("line 3, column 'income'");
        assertThat(refusalOf("age,income,approved\n1,2,0\n3,4,\n")).contains("line 3, column 'approved'");
        assertThat(refusalOf("age,income,approved\n1,2,0\n3,NA,1\n4,5,1\n")).contains("'NA'", "missing");
    }

    @Test
    void refusesColumnsOfTheSameName() throws IOException {
        assertThat(refusalOf("age,age,approved\n1,2,0\n")).contains("line 1, column 'age'", "twice");
        assertThat(refusalOf("age,approved,approved\n1,2,0\n")).contains("line 1, column 'approved'", "twice");
    }

    @Test
    void refusesAColumnWithoutAName() throws IOException {
        assertThat(refusalOf(",age,approved\n0,1,0\n1,2,1\n")).contains("column 1 has no name", "index=False");
    }

    @Test
    void refusesAFileWithoutFeatures() throws IOException {
        assertThat(refusalOf("approved\n1\n0\n")).contains("no column beside the target");
    }

    @Test
    void namesTheLineOfARowWithTooFewOrTooManyFields() throws IOException {
        assertThat(refusalOf("age,income,approved\n1,2,0\n1,2\n2,3,1\n")).contains("line 3", "2 fields", "has 3");
        assertThat(refusalOf("age,income,approved\n1,2,0\n1,2,1,4\n")).contains("line 3", "4 fields", "has 3");
    }

    @Test
    void refusesNumbersThatAreNone() throws IOException {
        assertThat(refusalOf("age,approved\n1,0\nNaN,1\n")).contains("line 3, column 'age'", "'NaN'", "finite");
        assertThat(refusalOf("age,approved\n1,0\n-Infinity,1\n")).contains("'-Infinity'", "finite");
        assertThat(refusalOf("age,approved\n1,0\n0x1p3,1\n2,1\n")).contains("'0x1p3' is not a number");
        assertThat(refusalOf("age,approved\n1,0\n1d,1\n2,1\n")).contains("'1d' is not a number");
    }

    @Test
    void refusesNumbersBeyondFloat32() throws IOException {
        assertThat(refusalOf("age,approved\n1,0\n1e39,1\n")).contains("line 3, column 'age'", "1e39", "3.4e38");
    }

    @Test
    void reportsATextColumnOnceAndNotPerRow() throws IOException {
        assertThat(refusalOf("city,age,approved\nRome,1,0\nOslo,2,1\nBonn,3,1\n"))
                .contains("column 'city'", "'Rome'", "text columns are not supported")
                .doesNotContain("Oslo");
    }

    @Test
    void refusesAFileThatIsNotUtf8AndNamesTheLine() throws IOException {
        Path file = directory.resolve("data.csv");
        Files.writeString(file, "age,café,approved\n1,2,0\n", ISO_8859_1);

        assertThat(refusalOf(file)).contains("data.csv, line 1: not UTF-8");
    }

    @Test
    void refusesUtf16() throws IOException {
        Path file = directory.resolve("data.csv");
        Files.writeString(file, "age,approved\n1,0\n", StandardCharsets.UTF_16);

        assertThat(refusalOf(file)).contains("not UTF-8");
    }

    @Test
    void refusesAQuoteThatIsNotClosed() throws IOException {
        assertThat(refusalOf("age,income,approved\n1,2,0\n3,\"4,1\n5,6,1\n")).contains("nclosed quote", "line 3");
    }

    @Test
    void refusesWhatIsNoFile() {
        assertThat(refusalOf(directory.resolve("absent.csv"))).contains("absent.csv does not exist");
        assertThat(refusalOf(directory)).contains("is a directory");
    }

    @Test
    void refusesMoreFeaturesThanAModelMayHave() throws IOException {
        String header =
                IntStream.rangeClosed(0, 2_000).mapToObj(i -> "f" + i + ",").collect(Collectors.joining());

        assertThat(refusalOf(header + "approved\n")).contains("2,001 feature columns", "2,000");
    }

    @Test
    void refusesClassesTooSmallToBeSplit() throws IOException {
        String rows = IntStream.range(0, 97).mapToObj(i -> i + ",0\n").collect(Collectors.joining());

        assertThat(refusalOf("age,approved\n" + rows + "1,1\n2,1\n3,1\n"))
                .contains("Class '1' has 3 rows", "--test-size 0.2", "2 rows of each class");
    }

    @Test
    void reportsTenFaultsAndCountsTheRest() throws IOException {
        String rows = IntStream.range(0, 14).mapToObj(i -> "x" + i + ",0\n").collect(Collectors.joining());
        String good = IntStream.range(0, 20).mapToObj(i -> i + ",1\n").collect(Collectors.joining());

        String refusal = refusalOf("age,approved\n" + rows + good);

        assertThat(refusal)
                .contains("14 faults", "line 2,", "line 11,", "and 4 more")
                .doesNotContain("line 12");
    }

    @Test
    void reportsFaultsOfDifferentKindsTogetherInTheOrderOfTheFile() throws IOException {
        String refusal = refusalOf("age,income,approved\n1,,0\n2\n3,x,1\n4,5,2\n5,6,1\n");

        assertThat(refusal.indexOf("3 classes")).isPositive();
        assertThat(refusal.indexOf("line 2,")).isPositive().isLessThan(refusal.indexOf("line 3,"));
        assertThat(refusal.indexOf("line 3,")).isPositive().isLessThan(refusal.indexOf("line 4,"));
    }

    private String refusalOf(String csv) throws IOException {
        return refusalOf(Files.writeString(directory.resolve("data.csv"), csv));
    }

    /** What the program says to {@code file}, having checked that it ends as bad data must. */
    private String refusalOf(Path file) {
        Path store = directory.resolve("store");
        Program run = Program.run("--data", file.toString(), "--store", store.toString());
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.err()).startsWith("training-job: ").doesNotContain("\tat ", "Exception");
        assertThat(store).doesNotExist();
        return run.err();
    }
}
