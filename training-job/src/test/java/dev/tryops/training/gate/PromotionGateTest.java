package dev.tryops.training.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ExitCode;
import dev.tryops.registry.FileObjectStore;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.ServingPointer;
import dev.tryops.training.Program;
import dev.tryops.training.data.CreditApprovals;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The strict policy through the whole program: a good model serves, and another is brought. */
class PromotionGateTest {

    private static final int ROWS = 4_000;

    @TempDir
    Path directory;

    private Path store;
    private ModelRegistry registry;
    private ServingPointer before;

    @BeforeEach
    void aGoodModelServes() throws IOException {
        store = directory.resolve("store");
        registry = new ModelRegistry(FileObjectStore.at(store), Clock.systemUTC());
        Program first = train(write(drawn(1)));
        assertThat(first.code()).as(first.err()).isEqualTo(ExitCode.DONE);
        before = serving();
    }

    @Test
    void promotesAModelOfNewRowsOfTheSameKind() throws IOException {
        Program run = train(write(drawn(2)));

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(serving().revision()).isEqualTo(before.revision() + 1);
        assertThat(serving().promotedBy()).isEqualTo("training-pipeline");
        assertThat(serving().promotionReason()).startsWith("Automated training deployment - Accuracy: 0.");
    }

    @Test
    void refusesAModelOfShuffledLabels() throws IOException {
        List<String[]> rows = drawn(2);
        List<String> labels = new ArrayList<>(
                rows.subList(1, rows.size()).stream().map(row -> row[5]).toList());
        Collections.shuffle(labels, new Random(7));
        for (int i = 1; i < rows.size(); i++) {
            rows.get(i)[5] = labels.get(i - 1);
        }

        String refusal = refusalOf(rows);

        assertThat(rules(refusal)).containsExactlyInAnyOrder("min_roc_auc", "prediction_shift");
        assertThat(refusal).contains("shuffled");
        assertThat(rules(refusalOf(rows, "--rule", "prediction_shift=off"))).containsExactly("min_roc_auc");
    }

    @Test
    void refusesAModelOfRowsWithTwoColumnsExchanged() throws IOException {
        List<String[]> rows = changed(drawn(2), row -> new String[] {row[0], row[2], row[1], row[3], row[4], row[5]});

        String refusal = refusalOf(rows);

        assertThat(rules(refusal)).containsExactly("prediction_shift");
        assertThat(refusal).contains("exchanged");
    }

    @Test
    void refusesAModelOfColumnsInAnotherOrder() throws IOException {
        List<String[]> rows = drawn(2);
        rows.set(0, new String[] {"age", "credit_score", "income", "employment_years", "debt_ratio", "approved"});
        List<String[]> moved = changed(rows, row -> new String[] {row[0], row[2], row[1], row[3], row[4], row[5]});

        assertThat(refusalOf(moved)).contains("schema_changed: ").contains("has moved");
        Program allowed = train(write(moved), "--allow-schema-change");
        assertThat(allowed.code()).as(allowed.err()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void refusesAModelOfATenthOfTheRows() throws IOException {
        List<String[]> rows = drawn(2).subList(0, 1 + ROWS / 10);

        assertThat(rules(refusalOf(rows)))
                .containsExactlyInAnyOrder("fewer_rows_than_serving", "too_few_rows", "prediction_shift");
        assertThat(rules(refusalOf(rows, "--rule", "too_few_rows=off", "--rule", "prediction_shift=off")))
                .containsExactly("fewer_rows_than_serving");
    }

    @Test
    void refusesAModelOfOldData() throws IOException {
        Path file = write(drawn(2));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(8))));

        Program run = train(file);

        assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains("data_too_old: ", "8.0 days");
        assertThat(train(file, "--rule", "data_too_old=9").code()).isEqualTo(ExitCode.DONE);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void saysThatTheAgeOfDataThroughAPipeIsUnknown() throws Exception {
        Path file = write(drawn(2));
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Thread writer = Thread.ofVirtual().start(() -> copy(file, pipe));

        Program run = train(pipe);

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).contains("10 rules: no objections, age of data unknown");
        writer.join();
    }

    private static void copy(Path file, Path pipe) {
        try (OutputStream out = Files.newOutputStream(pipe)) {
            Files.copy(file, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void refusesAModelThatIsWorseThanWhatServesOnTheSameRows() throws IOException {
        Program run = train(write(drawn(2)), "--l2", "100000"); // so strong a ridge that hardly anything is learned

        assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains("worse_than_serving: ");
    }

    @Test
    void publishesWhatItDoesNotPromote() throws IOException {
        refusalOf(drawn(2).subList(0, 400));

        assertThat(registry.versions()).hasSize(2);
    }

    /** The rules that objected, by name. */
    private static List<String> rules(String refusal) {
        return Pattern.compile("(?m)\\b([a-z_]{6,}): ")
                .matcher(refusal)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private String refusalOf(List<String[]> rows, String... more) throws IOException {
        Program run = train(write(rows), more);
        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(ExitCode.REFUSED);
        assertThat(serving()).isEqualTo(before);
        return run.err();
    }

    private Program train(Path data, String... more) {
        List<String> args =
                new ArrayList<>(List.of("--data", data.toString(), "--store", store.toString(), "--policy", "strict"));
        args.addAll(List.of(more));
        return Program.run(args.toArray(String[]::new));
    }

    private List<String[]> drawn(int seed) throws IOException {
        Path file = directory.resolve("drawn.csv");
        new CreditApprovals(seed).write(file, ROWS);
        List<String[]> rows = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            rows.add(line.split(",", -1));
        }
        return rows;
    }

    private static List<String[]> changed(List<String[]> rows, UnaryOperator<String[]> change) {
        List<String[]> changed = new ArrayList<>(rows.subList(0, 1));
        rows.subList(1, rows.size()).forEach(row -> changed.add(change.apply(row)));
        return changed;
    }

    private Path write(List<String[]> rows) throws IOException {
        return Files.write(
                directory.resolve("data.csv"),
                rows.stream().map(row -> String.join(",", row)).toList());
    }

    private ServingPointer serving() {
        return ((PointerState.InForce) registry.serving(new EnvironmentName("production"))).pointer();
    }
}
