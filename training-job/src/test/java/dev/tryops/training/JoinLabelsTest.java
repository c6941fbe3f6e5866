package dev.tryops.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.ClassLabel;
import dev.tryops.model.ExitCode;
import dev.tryops.model.ModelVersion;
import dev.tryops.predictions.Feedback;
import dev.tryops.predictions.Feedback.Label;
import dev.tryops.predictions.WrittenLog;
import dev.tryops.predictions.WrittenLog.Row;
import dev.tryops.registry.ArtifactJson;
import dev.tryops.registry.FileObjectStore;
import dev.tryops.registry.TestBundles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code join-labels} as a caller sees it. */
class JoinLabelsTest {

    private static final ModelVersion VERSION = TestBundles.version(1);

    @TempDir
    Path directory;

    private Path predictions;
    private Path models;
    private LocalDate yesterday;

    @BeforeEach
    void fill() {
        predictions = directory.resolve("predictions");
        models = directory.resolve("models");
        FileObjectStore.at(models)
                .create("metadata/" + VERSION + ".json", ArtifactJson.encode(TestBundles.metadata(VERSION)));
        FileObjectStore store = FileObjectStore.at(predictions);
        WrittenLog log = new WrittenLog(store, new Random(1));
        Instant time = Instant.now().minus(1, ChronoUnit.DAYS);
        yesterday = LocalDate.ofInstant(time, ZoneOffset.UTC);
        UUID right = log.id(time);
        UUID wrong = log.id(time);
        log.write(
                VERSION,
                List.of("0", "1"),
                List.of(
                        new Row(right, 1, 0.25f, 0.75f),
                        new Row(wrong, 0, 0.75f, 0.25f),
                        new Row(log.id(time), 0, 1f, 0f)));
        Feedback feedback = new Feedback(
                Instant.now(),
                List.of(
                        new Label(right, ClassLabel.ofNumber("1")),
                        new Label(wrong, ClassLabel.ofNumber("1")),
                        new Label(log.id(time), ClassLabel.ofNumber("1"))));
        store.create(feedback.key(yesterday), feedback.encode());
    }

    @Test
    void showsPeopleATable() {
        Program run = join("--output", "table");

        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .contains(yesterday.toString(), VERSION.value(), "0.5000", "0.7500")
                .contains(
                        "2 labels joined, 1 without a prediction in the log, 0 that their version knows no class for; 1 predictions of these days without a label");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void givesProgramsOneJsonObject() {
        Program run = join();

        JsonNode json = JsonMapper.shared().readTree(run.out());
        assertThat(json.required("joined").asInt()).isEqualTo(2);
        assertThat(json.required("without_row").asInt()).isOne();
        assertThat(json.required("rows_without_label").asInt()).isOne();
        assertThat(json.at("/versions/0/date").asString()).isEqualTo(yesterday.toString());
        assertThat(json.at("/versions/0/model_version").asString()).isEqualTo(VERSION.value());
        assertThat(json.at("/versions/0/metrics/accuracy").asDouble()).isEqualTo(0.5);
        assertThat(json.at("/versions/0/metrics/roc_auc").isNull()).isTrue();
        assertThat(json.at("/written/0/result").asString()).isEqualTo("changed");
        assertThat(JsonMapper.shared()
                        .readTree(join().out())
                        .at("/written/0/result")
                        .asString())
                .isEqualTo("unchanged");
    }

    @Test
    void joinsNoOtherDaysThanItIsTold() {
        String before = yesterday.minusDays(1).toString();

        Program run = join("--from", "2026-01-01", "--to", before);

        assertThat(JsonMapper.shared().readTree(run.out()).required("versions")).isEmpty();
        assertThat(JsonMapper.shared()
                        .readTree(join("--from", yesterday.toString()).out())
                        .required("joined")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void saysHowItWentForAlerts() throws IOException {
        Path file = directory.resolve("join.prom");

        join("--metrics-file", file.toString());

        assertThat(Files.readAllLines(file))
                .contains(
                        "label_join_exit_code 0.0",
                        "label_join_labels{outcome=\"joined\"} 2.0",
                        "label_join_labels{outcome=\"without_row\"} 1.0",
                        "label_join_labels{outcome=\"unknown_label\"} 0.0",
                        "label_join_rows 3.0",
                        "label_join_rows_without_label 1.0",
                        "label_join_days 1.0",
                        "label_join_damaged_objects 0.0")
                .anyMatch(line -> line.matches("label_join_last_success_timestamp_seconds 1\\.\\d+E9"))
                .anyMatch(line -> line.matches("label_join_end_timestamp_seconds 1\\.\\d+E9"));
    }

    @Test
    void aFailedJoinKeepsTheTimeOfTheLastSuccess() throws IOException {
        Path file = directory.resolve("join.prom");
        join("--metrics-file", file.toString());
        Files.move(predictions, directory.resolve("elsewhere"));
        Files.writeString(predictions, "no directory");

        Program run = join("--metrics-file", file.toString());

        assertThat(run.code()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.err()).contains("store cannot be used").doesNotContain("\tat ");
        assertThat(Files.readAllLines(file))
                .contains("label_join_exit_code 1.0")
                .anyMatch(line -> line.startsWith("label_join_last_success_timestamp_seconds "));
    }

    @Test
    void namesDamagedObjectsAndEndsWithBadData() {
        FileObjectStore.at(predictions)
                .create("feedback/date=" + yesterday + "/" + "0".repeat(64) + ".json", new byte[1]);

        Program run = join();

        assertThat(run.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.err()).contains("feedback/date=" + yesterday + "/" + "0".repeat(64) + ".json");
        assertThat(JsonMapper.shared().readTree(run.out()).required("joined").asInt())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "--days 0, days",
        "--days x, --days",
        "--days 3 --from 2026-01-01, exclude",
        "--from 2026-02-01 --to 2026-01-01, are not",
        "--from yesterday, --from",
        "--output xml, --output",
        "--push-metrics pushgateway:9091, --push-metrics",
        "--nonsense, --nonsense"
    })
    void refusesWhatItCannotDo(String options, String named) {
        Program run = join(options.split(" "));

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(named, "--help").doesNotContain("\tat ");
    }

    @Test
    void saysWhichStoreIsNotNamed() {
        assertThat(run(Map.of(), "--store", models.toString()).err()).contains("PREDICTION_STORE");
        assertThat(run(Map.of("PREDICTION_STORE", predictions.toString())).err())
                .contains("MODEL_STORE");
        assertThat(run(Map.of("PREDICTION_STORE", predictions.toString(), "MODEL_STORE", models.toString()))
                        .code())
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    void explainsItself() {
        Program run = run(Map.of(), "--help");

        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).contains("join-labels", "--predictions", "Exit codes");
    }

    private Program join(String... options) {
        String[] all = new String[options.length + 4];
        System.arraycopy(options, 0, all, 4, options.length);
        all[0] = "--predictions";
        all[1] = predictions.toString();
        all[2] = "--store";
        all[3] = models.toString();
        return run(Map.of(), all);
    }

    private static Program run(Map<String, String> variables, String... options) {
        String[] all = new String[options.length + 1];
        all[0] = "join-labels";
        System.arraycopy(options, 0, all, 1, options.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ExitCode code = TrainingApplication.run(
                all, variables, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        return new Program(code, out.toString(UTF_8), err.toString(UTF_8));
    }
}
