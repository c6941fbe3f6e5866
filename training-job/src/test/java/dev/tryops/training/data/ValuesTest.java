package dev.tryops.training.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of values and rows, and what is said about them. */
class ValuesTest {

    private static final int BEYOND_THE_HEAD = 60_000;

    @TempDir
    Path directory;

    @Test
    void readsTextsAsCategoriesInTheOrderOfTheirAppearance() throws IOException {
        Dataset data = read(strict(), "city,approved\n Oslo,no\nRome,yes\nOslo ,maybe\n")
                .data();

        assertThat(data.schema().features()).containsExactly(new Feature("city", 0, Dtype.STRING, false));
        assertThat(data.categories(0)).containsExactly("Oslo", "Rome");
        assertThat(data.column(0)).containsExactly(0, 1, 0);
        assertThat(data.classLabels()).hasToString("[maybe, no, yes]");
        assertThat(data.classes()).containsExactly(1, 2, 0);
    }

    @Test
    void readsCodesWithLeadingZerosAsTextAndSaysSo() throws IOException {
        Ingested read = read(strict(), "zip,approved\n01234,0\n99999,1\n");

        assertThat(read.data().categories(0)).containsExactly("01234", "99999");
        assertThat(read.warnings()).singleElement().asString().contains("'zip'", "leading zeros", "text");
    }

    @Test
    void readsNumbersAsTextWhereAsked() throws IOException {
        ReadOptions options = options(Set.of("code"), MissingValues.REJECT, BadRowLimit.NONE, ValueRules.NONE);

        assertThat(read(options, "code,approved\n7,0\n12,1\n").data().categories(0))
                .containsExactly("7", "12");
    }

    @Test
    void keepsTextWhereClientsOfTheServingModelSendText() throws IOException {
        FeatureSchema serving = new FeatureSchema(List.of(new Feature("code", 0, Dtype.STRING, true)));
        Path file = Files.writeString(directory.resolve("data.csv"), "code,approved\n7,0\n12,1\n");

        Dataset data = new TableReader(new Locations(file), strict(), directory)
                .read(Optional.of(serving), rows -> {})
                .data();

        assertThat(data.schema()).isEqualTo(serving);
        assertThat(data.categories(0)).containsExactly("7", "12");
    }

    @Test
    void leavesMissingCellsToTheModelWhereTheyAreImputed() throws IOException {
        String csv = "age,city,ok,full,approved\n1,NA,true,1,0\n,Rome,,2,1\nnull,Oslo,false,3,0\n";

        Dataset data = read(options(Set.of(), MissingValues.IMPUTE, BadRowLimit.NONE, ValueRules.NONE), csv)
                .data();

        assertThat(data.schema().features()).extracting(Feature::nullable).containsExactly(true, true, true, false);
        assertThat(data.schema().features())
                .extracting(Feature::dtype)
                .containsExactly(Dtype.INT64, Dtype.STRING, Dtype.BOOL, Dtype.INT64);
        assertThat(data.column(0)).containsExactly(1, Double.NaN, Double.NaN);
        assertThat(data.text(1, 0)).isNull();
        assertThat(data.text(1, 1)).isEqualTo("Rome");
    }

    @Test
    void decidesOnAColumnWhenItsFirstValueComes() throws IOException {
        String csv = "x,late,approved\n"
                + rows(BEYOND_THE_HEAD, i -> i + "," + (i < 59_000 ? "" : i % 2 == 0 ? "Rome" : "Oslo") + "," + i % 2);

        Dataset data = read(options(Set.of(), MissingValues.IMPUTE, BadRowLimit.NONE, ValueRules.NONE), csv)
                .data();

        assertThat(data.isText(1)).isTrue();
        assertThat(data.text(1, 59_001)).isEqualTo("Oslo");
    }

    @Test
    void widensIntegersToDecimalsBeyondTheRowsThatDecided() throws IOException {
        Dataset data = read(strict(), "x,approved\n" + rows(BEYOND_THE_HEAD, i -> i + "," + i % 2) + "0.5,1\n")
                .data();

        assertThat(data.rows()).isEqualTo(BEYOND_THE_HEAD + 1);
        assertThat(data.schema().features().getFirst().dtype()).isEqualTo(Dtype.FLOAT64);
        assertThat(data.value(0, BEYOND_THE_HEAD)).isEqualTo(0.5);
        assertThat(data.value(0, 54_321)).isEqualTo(54_321);
    }

    @Test
    void enforcesBeyondTheFirstRowsWhatTheyDecided() throws IOException {
        String csv = "x,ok,approved\n" + rows(BEYOND_THE_HEAD, i -> i + "," + (i % 3 == 0) + "," + i % 2)
                + "old,true,1\n5,2,0\n";

        Ingested read = read(options(Set.of(), MissingValues.REJECT, BadRowLimit.parse("2"), ValueRules.NONE), csv);

        assertThat(read.badRowsByReason()).isEqualTo(Map.of("not a number", 1L, "not true or false", 1L));
        assertThat(read.data().rows()).isEqualTo(BEYOND_THE_HEAD);
    }

    @Test
    void skipsBadRowsUpToTheLimitAndKeepsThemInQuarantine() throws IOException {
        String csv = "x,city,approved\n1,Rome,0\nold,\"Oslo, N\",1\n3,Rome\n4,Bonn,\n5,Rome,1\n";

        Ingested read = read(options(Set.of(), MissingValues.REJECT, BadRowLimit.parse("60%"), ValueRules.NONE), csv);

        assertThat(read.data().column(0)).containsExactly(1, 5);
        assertThat(read.data().categories(1)).containsExactly("Rome");
        assertThat(read.rowsRead()).isEqualTo(5);
        assertThat(read.badRows()).isEqualTo(3);
        String file = directory.resolve("data.csv").toString();
        assertThat(read.quarantineBytes().map(bytes -> new String(bytes, UTF_8)).orElseThrow())
                .isEqualTo("file,line,reason,row\n"
                        + file + ",3,column 'x': 'old' is not a number,\"old,\"\"Oslo, N\"\",1\"\n"
                        + file + ",4,\"the row has 2 fields, the header has 3\",\"3,Rome\"\n"
                        + file + ",5,column 'approved': the value is missing,\"4,Bonn,\"\n");
    }

    @Test
    void cutsAQuarantineThatWouldGrowTooLarge() throws IOException {
        String endless = "y".repeat(900_000);
        String csv = "x,approved\n" + rows(30, i -> i + "," + i % 2) + rows(15, i -> endless + ",1");

        Ingested read = read(options(Set.of(), MissingValues.REJECT, BadRowLimit.parse("15"), ValueRules.NONE), csv);

        String quarantine = new String(read.quarantineBytes().orElseThrow(), UTF_8);
        assertThat(quarantine.length()).isBetween(9_000_000, 10_000_200);
        assertThat(quarantine.substring(quarantine.length() - 60)).endsWith("4 more rows are not shown,\n");
    }

    @Test
    void acceptsValuesThatTheRulesAllow() throws IOException {
        ValueRules rules = new ValueRules(List.of("age=0..120"), List.of("city=Rome|Oslo", "n=1|2"));

        Ingested read = read(
                options(Set.of(), MissingValues.REJECT, BadRowLimit.NONE, rules),
                "age,city,n,approved\n0,Rome,1.0,0\n120,Oslo,2,1\n");

        assertThat(read.data().rows()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"age", "age=", "=1..2", "age=1", "age=a..b", "age=3..2", "age=.."})
    void refusesRangesThatAreNone(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ValueRules(List.of(text), List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "101%", "x", "%"})
    void refusesLimitsThatAreNone(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BadRowLimit.parse(text))
                .withMessageContaining("--max-bad-rows");
    }

    @Test
    void allowsExactlyThePercentage() {
        assertThat(BadRowLimit.parse("29%").allows(29, 100)).isTrue();
        assertThat(BadRowLimit.parse("29%").allows(30, 100)).isFalse();
        assertThat(BadRowLimit.parse("0.1%").allows(1, 1_000)).isTrue();
        assertThat(BadRowLimit.parse("0.1%").allows(1, 999)).isFalse();
    }

    @Test
    void warnsOfColumnsThatTeachNothing() throws IOException {
        ReadOptions options = options(Set.of(), MissingValues.IMPUTE, BadRowLimit.NONE, ValueRules.NONE);

        List<String> warnings = read(
                        options,
                        "same,sparse,x,approved\n"
                                + rows(100, i -> "4," + (i % 4 == 0 ? i : "") + "," + i + "," + i % 2))
                .warnings();

        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(0)).contains("'same'", "same value in every row");
        assertThat(warnings.get(1)).contains("'sparse'", "empty in 75 %");
    }

    @Test
    void warnsOfColumnsThatKnowTheTarget() throws IOException {
        List<String> warnings = read(
                        strict(),
                        "score,reason,honest,approved\n"
                                + rows(
                                        400,
                                        i -> i % 2 * 100 + i % 7 + "," + (i % 2 == 0 ? "denied" : "granted") + ","
                                                + i * 7919 % 1009 + "," + i % 2))
                .warnings();

        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(0)).contains("'score' alone tells 'approved'", "AUC 1.0000", "--exclude");
        assertThat(warnings.get(1)).contains("'reason' alone tells 'approved'");
    }

    @Test
    void warnsOfTextsThatIdentifyRows() throws IOException {
        assertThat(read(strict(), "user,approved\n" + rows(300, i -> "u" + i + "," + i % 2))
                        .warnings())
                .singleElement()
                .asString()
                .contains("'user'", "300 different texts in 300 rows");
    }

    @Test
    void countsRowsThatRepeatOthers() throws IOException {
        assertThat(read(strict(), "a,b,approved\n" + rows(1_000, i -> i % 400 + "," + i % 400 * 3 % 7 + "," + i % 2))
                        .warnings())
                .singleElement()
                .asString()
                .startsWith("600 of 1,000 rows (60 %) repeat an earlier row");
    }

    @Test
    void countsRepetitionsByASampleWhereThereAreManyRows() {
        DuplicateRows duplicates = new DuplicateRows();
        int rows = 1_500_000;
        IntStream.range(0, rows).forEach(i -> duplicates.add(new double[] {i, 1}));
        IntStream.range(0, rows / 2).forEach(i -> duplicates.add(new double[] {i, 1}));

        String warning = duplicates.warning(rows * 3L / 2).orElseThrow();

        assertThat(warning).contains("About", "(33 %)", "by a sample of 1 in 4");
    }

    @Test
    void tellsHowFarItHasCome() throws IOException {
        Path file =
                Files.writeString(directory.resolve("data.csv"), "x,approved\n" + rows(25_000, i -> i + "," + i % 2));
        List<Long> seen = new ArrayList<>();

        new TableReader(new Locations(file), strict(), directory).read(Optional.empty(), read -> seen.add(read.rows()));

        assertThat(seen).containsExactly(10_000L, 20_000L);
    }

    @Test
    void refusesMoreThanAHundredClasses() throws IOException {
        assertThat(read(strict(), "x,approved\n" + rows(300, i -> i + ",c" + i % 100))
                        .data()
                        .classLabels())
                .hasSize(100);
        assertThatThrownBy(() -> read(strict(), "x,approved\n" + rows(300, i -> i + ",c" + i % 101)))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("101 classes");
        assertThatThrownBy(() -> read(strict(), "x,approved\n" + rows(3_000, i -> i + ",c" + i)))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("more than 1,000 classes");
    }

    private Ingested read(ReadOptions options, String csv) throws IOException {
        return TestData.ingest(options, Files.writeString(directory.resolve("data.csv"), csv));
    }

    private static ReadOptions strict() {
        return ReadOptions.strict("approved");
    }

    private static ReadOptions options(Set<String> texts, MissingValues missing, BadRowLimit limit, ValueRules rules) {
        return new ReadOptions("approved", Set.of(), texts, missing, limit, rules);
    }

    private static String rows(int count, IntFunction<String> row) {
        return IntStream.range(0, count).mapToObj(i -> row.apply(i) + "\n").collect(Collectors.joining());
    }
}
