package dev.tryops.api.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.api.drift.Verdict.Alarm;
import dev.tryops.training.data.CreditApprovals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the comparison with the training data must see, and what it must not: with models and baselines of the trainer. */
class DriftBarTest {

    private static final DriftProperties DEFAULTS = FalseAlarms.properties(1_000);
    private static final UnaryOperator<double[]> UNCHANGED = UnaryOperator.identity();
    private static final int INCOME = 1;

    private static Deployment credit;
    private static Deployment households;

    @BeforeAll
    static void train() {
        credit = Deployment.trainedOn(Applicants.OF_TRAINING, 4_000, 1);
        households = Deployment.trainedOn(Households.OF_TRAINING, 4_000, 2);
    }

    @AfterAll
    static void close() {
        credit.close();
        households.close();
    }

    @Test
    void theseAreTheApplicantsOfTheTrainingJob(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("drawn.csv");
        new CreditApprovals(42).write(file, 100);

        List<String> lines = Files.readAllLines(file);
        Random random = new Random(42);
        for (String line : lines.subList(1, lines.size())) {
            double[] row = Applicants.OF_TRAINING.draw(random);
            String[] cells = line.split(",");
            for (int i = 0; i < row.length; i++) {
                assertThat(Double.parseDouble(cells[i])).isEqualTo(row[i]);
            }
        }
    }

    @Test
    void ofAThousandWindowsWithoutDriftAtMostOnePercentRaiseAnAlarm() {
        for (Population population : List.of(Applicants.OF_TRAINING, Households.OF_TRAINING)) {
            FalseAlarms found = FalseAlarms.measure(population, 4_000, Map.of(1_000, 1_000), 4)
                    .get(1_000);

            assertThat(found.rate()).as(found.toString()).isLessThanOrEqualTo(0.01);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {101, 102, 103, 104, 105})
    void theDriftedApplicantsAreSeenWithinTwoWindows(long seed) {
        Set<String> seen = new TreeSet<>();
        Random random = new Random(seed);
        for (int window = 0; window < 2; window++) {
            seen.addAll(
                    features(credit.window(DEFAULTS, Applicants.DRIFTED, random).alarms(credit.plan())));
        }

        assertThat(seen)
                .contains("age", "income", "credit_score", Reference.PREDICTION)
                .doesNotContain("employment_years", "debt_ratio");
    }

    @Test
    void anIncomeInAnotherUnitIsSeenInHalfOfTheRows() {
        Random random = new Random(201);

        Set<Alarm> alarms = credit.window(DEFAULTS, Applicants.OF_TRAINING, random, row -> {
                    row[INCOME] *= random.nextBoolean() ? 100 : 1;
                    return row;
                })
                .alarms(credit.plan());

        assertThat(alarms)
                .contains(
                        new Alarm("income", DriftType.PSI),
                        new Alarm("income", DriftType.KS),
                        new Alarm("income", DriftType.MEAN_SHIFT),
                        new Alarm("income", DriftType.OUT_OF_RANGE));
        assertThat(features(alarms)).doesNotContain("age", "credit_score", "employment_years", "debt_ratio");
    }

    @Test
    void aPredictionThatDriftsAloneIsSeen() {
        RandomGenerator alike = new Alike(new Random(301));

        Set<Alarm> alarms =
                credit.window(DEFAULTS, Applicants.OF_TRAINING, alike).alarms(credit.plan());

        assertThat(features(alarms)).containsExactly(Reference.PREDICTION);
    }

    @Test
    void otherShareOfCategoriesIsSeen() {
        Set<Alarm> alarms = households
                .window(DEFAULTS, new Households(0.1, 0.6), new Random(401))
                .alarms(households.plan());

        assertThat(alarms).contains(new Alarm("region", DriftType.CHI_SQUARE), new Alarm("region", DriftType.PSI));
        assertThat(features(alarms)).doesNotContain("street", "spent", "children", "rooms", "owner", "country");
    }

    @Test
    void moreMissingValuesAreSeenInNumbersAndTexts() {
        Set<Alarm> alarms = households
                .window(DEFAULTS, new Households(0.2, 1), new Random(501))
                .alarms(households.plan());

        assertThat(alarms).contains(new Alarm("region", DriftType.MISSING), new Alarm("rooms", DriftType.MISSING));
        assertThat(features(alarms)).doesNotContain("street", "spent", "children", "owner", "country");
    }

    @Test
    void newCategoriesAndConstantsThatChangeAreSeen() {
        Random random = new Random(601);

        Set<Alarm> alarms = households
                .window(DEFAULTS, Households.OF_TRAINING, random, row -> {
                    row[0] = random.nextInt(20) == 0 ? -1 : row[0];
                    row[6] = random.nextInt(4) == 0 ? 48 : row[6];
                    return row;
                })
                .alarms(households.plan());

        assertThat(alarms)
                .contains(
                        new Alarm("region", DriftType.UNSEEN),
                        new Alarm("country", DriftType.PSI),
                        new Alarm("country", DriftType.OUT_OF_RANGE));
    }

    @Test
    void whatItSaysGoesOnlyWithRowsOfTheSameModel() {
        Watch first = credit.watch(DEFAULTS);
        credit.answer(first, Applicants.DRIFTED, 1_000, new Random(701), UNCHANGED);
        Watch second = credit.watch(DEFAULTS);
        credit.answer(second, Applicants.OF_TRAINING, 1_000, new Random(702), UNCHANGED);

        Verdict verdict = second.check(Instant.EPOCH).orElseThrow();

        assertThat(verdict.report().window().rows()).isEqualTo(1_000);
        assertThat(verdict.alarms(credit.plan())).isEmpty();
    }

    private static Set<String> features(Set<Alarm> alarms) {
        return alarms.stream().map(Alarm::feature).collect(Collectors.toSet());
    }
}
