package dev.tryops.cli;

import static dev.tryops.cli.CommandLineUnderTest.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tryops.cli.CommandLineUnderTest.Run;
import dev.tryops.model.InputLayout;
import dev.tryops.model.ModelVersion;
import dev.tryops.model.Sha256;
import dev.tryops.predictions.LogSettings;
import dev.tryops.predictions.LoggedPrediction;
import dev.tryops.predictions.PredictionBlock;
import dev.tryops.predictions.PredictionLog;
import dev.tryops.predictions.PredictionLogWriter;
import dev.tryops.predictions.PredictionSource;
import dev.tryops.registry.FileObjectStore;
import dev.tryops.registry.ModelBundle;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.Pruning;
import dev.tryops.registry.TestBundles;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ReplayCommandTest {

    private static final ModelVersion VERSION = TestBundles.version(11);

    @TempDir
    Path directory;

    private CommandLineUnderTest tryops;
    private final Random random = new Random(5);

    @BeforeEach
    void thereIsAModelAndAPlaceForPredictions() {
        tryops = new CommandLineUnderTest(directory.resolve("models"));
        tryops.environment.put(
                "PREDICTION_STORE", directory.resolve("predictions").toString());
    }

    @Test
    void aThousandPredictionsOfFiveVersionsComeOutAsTheyWereAnsweredInBatches() throws OrtException {
        for (int i = 0; i < 5; i++) {
            publish(TestBundles.version(11 + i), i);
            log(serve(TestBundles.version(11 + i), i, 200));
        }

        List<LoggedPrediction> logged = logged();
        assertThat(logged).hasSize(1_000);
        try (Replayer replayer = new Replayer(tryops.registry)) {
            assertThat(logged)
                    .allSatisfy(row -> assertThat(replayer.replay(row))
                            .isInstanceOfSatisfying(
                                    Replayer.Outcome.Computed.class,
                                    computed -> assertThat(computed.isWhatWasLogged(row))
                                            .isTrue()));
        }
        assertThat(logged).extracting(LoggedPrediction::probability).doesNotHaveDuplicates();
    }

    @Test
    void showsWhereADecisionCameFrom() throws OrtException {
        publish(VERSION, 1);
        tryops.promote(PRODUCTION, VERSION);
        UUID id = logOne(VERSION, 1);

        Run run = tryops.run("decision", "replay", id.toString(), "--output", "json");

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        JsonNode json = run.json();
        assertThat(json.required("identical").asBoolean()).isTrue();
        assertThat(json.required("replayed")).isEqualTo(json.required("logged"));
        assertThat(json.required("features").propertyNames()).containsExactly("age", "debt_ratio");
        assertThat(json.required("contributions").propertyNames()).containsExactly("age", "debt_ratio");
        JsonNode origin = json.required("origin");
        assertThat(origin.required("manifest_sha256").asString()).isEqualTo(manifestSha256(VERSION));
        assertThat(origin.required("data_sha256").asString()).isEqualTo("0".repeat(64));
        assertThat(origin.required("seed").asInt()).isEqualTo(42);
        JsonNode promotion = json.required("promotions").get(0);
        assertThat(promotion.required("revision").asInt()).isEqualTo(2);
        assertThat(promotion.required("promoted_by").asString()).isEqualTo("training-pipeline");
        assertThat(promotion.required("in_force").asBoolean()).isTrue();
    }

    @Test
    void showsTheSameToPeople() throws OrtException {
        publish(VERSION, 1);
        tryops.promote(PRODUCTION, VERSION);
        UUID id = logOne(VERSION, 1);

        Run run = tryops.run("decision", "replay", id.toString());

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("identical", "data sha256", "git commit", "unknown", "CONTRIBUTION", "(bias)")
                .contains("production, revision 2: promote at ", "by training-pipeline, 'scheduled'");
    }

    @Test
    void saysThatAnotherVersionWasInForce() throws OrtException {
        publish(VERSION, 1);
        UUID id = logOne(VERSION, 1);

        assertThat(tryops.run("decision", "replay", id.toString()).out())
                .contains("another version: this one was asked for by name");
    }

    @Test
    void refusesABundleThatWasTamperedWithAndNamesTheObjectAndBothDigests() throws Exception {
        publish(VERSION, 1);
        UUID id = logOne(VERSION, 1);
        byte[] graph = TinyGraph.of(9, 9, 9);
        Files.write(directory.resolve("models/models/" + VERSION + ".onnx"), graph);

        Run run = tryops.run("decision", "replay", id.toString());

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err())
                .isEqualTo("digest_mismatch: models/%s.onnx has SHA-256 %s, its manifest says %s%n"
                        .formatted(VERSION, Sha256.hex(graph), Sha256.hex(graph(1))));
    }

    @Test
    void refusesABundleWhoseManifestWasReplacedToo() throws OrtException {
        publish(VERSION, 1);
        UUID id = logOne(VERSION, 1);
        String named = manifestSha256(VERSION);
        for (String object : List.of("manifests/" + VERSION + ".json", "models/" + VERSION + ".onnx")) {
            FileObjectStore.at(directory.resolve("models")).delete(object);
        }
        publish(VERSION, 2);

        Run run = tryops.run("decision", "replay", id.toString());

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err())
                .isEqualTo(
                        "digest_mismatch: manifests/%s.json has SHA-256 %s and is not the manifest that was named, which had %s%n"
                                .formatted(VERSION, manifestSha256(VERSION), named));
    }

    @Test
    void saysByHowMuchAScoreDiffers() throws OrtException {
        publish(VERSION, 1);
        PredictionBlock block = serve(VERSION, 1, 1);
        block.answered()[0] = Math.nextUp(block.answered()[0]);
        log(block);

        Run run = tryops.run("decision", "replay", id(block).toString());

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err()).startsWith("score_differs: " + id(block) + " was answered with ");
        assertThat(run.out()).contains("differs");
    }

    @Test
    void saysThatTheVersionWasPruned() throws OrtException {
        publish(VERSION, 1);
        UUID id = logOne(VERSION, 1);
        publish(TestBundles.version(99), 1);
        Pruning.Rules rules = new Pruning.Rules(1, 50, Duration.ofDays(1));
        Clock longAgo = Clock.offset(Clock.systemUTC(), Duration.ofDays(-2));
        new ModelRegistry(FileObjectStore.at(directory.resolve("models")), longAgo)
                .pruning()
                .run(rules, "olga");
        tryops.registry.pruning().run(rules, "olga");
        assertThat(tryops.registry.isPublished(VERSION)).isFalse();

        Run run = tryops.run("decision", "replay", id.toString());

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err())
                .startsWith("retired: " + VERSION + " was marked for deletion on ")
                .contains("by olga");
    }

    @Test
    void saysWhatIsMissing() throws OrtException {
        publish(VERSION, 1);
        logOne(VERSION, 1);
        String unknown = "019c3d1f-7e00-7bb1-866e-27361a3ec39b";

        Run malformed = tryops.run("decision", "replay", "17");
        Run absent = tryops.run("decision", "replay", unknown);
        Run elsewhere = tryops.run(
                "decision",
                "replay",
                unknown,
                "--predictions",
                directory.resolve("none").toString());
        Run incomplete = tryops.run("decision");
        tryops.environment.remove("PREDICTION_STORE");
        Run nowhere = tryops.run("decision", "replay", unknown);

        assertThat(malformed.code()).isEqualTo(2);
        assertThat(malformed.err()).startsWith("'17' is not the id of a prediction, such as 019");
        assertThat(absent.code()).isEqualTo(1);
        assertThat(absent.err())
                .contains("holds no prediction " + unknown + ", which was made on 2026-02-08T12:00:00Z");
        assertThat(elsewhere.code()).isEqualTo(1);
        assertThat(elsewhere.err()).contains("does not exist");
        assertThat(incomplete.code()).isEqualTo(2);
        assertThat(incomplete.err()).startsWith("Say what to do with the decision: replay");
        assertThat(nowhere.code()).isEqualTo(2);
        assertThat(nowhere.err()).startsWith("No store of predictions is named. Set PREDICTION_STORE or --predictions");
    }

    @Test
    void namesAnObjectOfTheLogThatIsDamaged() throws Exception {
        publish(VERSION, 1);
        UUID id = logOne(VERSION, 1);
        FileObjectStore predictions = FileObjectStore.at(directory.resolve("predictions"));
        String key = predictions.allKeysUnder("predictions/").findFirst().orElseThrow();
        Files.write(directory.resolve("predictions").resolve(key), new byte[100]);

        Run run = tryops.run("decision", "replay", id.toString());

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).startsWith(key + " cannot be read as a Parquet file");
    }

    private static byte[] graph(int number) {
        return TinyGraph.of(0.01f * number, -0.3f, 0.1f * number);
    }

    private void publish(ModelVersion version, int number) {
        ModelBundle bundle = TestBundles.bundle(version);
        tryops.registry.publish(new ModelBundle(
                graph(number), bundle.metadata(), bundle.baseline(), Optional.empty(), Optional.empty()));
    }

    private UUID logOne(ModelVersion version, int number) throws OrtException {
        PredictionBlock block = serve(version, number, 1);
        log(block);
        return id(block);
    }

    /** Rows as a service answers them, all at once. */
    private PredictionBlock serve(ModelVersion version, int number, int rows) throws OrtException {
        var metadata = TestBundles.metadata(version);
        InputLayout layout = new InputLayout(metadata.schema().features());
        PredictionSource source = new PredictionSource(
                version, manifestSha256(version), metadata.schema().schemaHash(), layout, List.of("0", "1"));
        PredictionBlock block = PredictionBlock.of(source, rows);
        for (int row = 0; row < rows; row++) {
            block.ids()[2 * row] = Instant.now().toEpochMilli() << 16 | 0x7000 | random.nextInt(1 << 12);
            block.ids()[2 * row + 1] = random.nextLong() >>> 2 | Long.MIN_VALUE;
            block.numbers()[2 * row] = 20 + random.nextInt(50);
            block.numbers()[2 * row + 1] = random.nextFloat();
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(graph(number));
                OnnxTensor input =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(block.numbers()), new long[] {rows, 2});
                OrtSession.Result result = session.run(Map.of("input", input))) {
            float[][] probabilities = (float[][]) result.get(0).getValue();
            for (int row = 0; row < rows; row++) {
                block.probabilities()[2 * row] = probabilities[row][0];
                block.probabilities()[2 * row + 1] = probabilities[row][1];
                block.answered()[row] = probabilities[row][1];
                block.decided()[row] = probabilities[row][1] >= 0.5 ? 1 : 0;
            }
        }
        return block;
    }

    private void log(PredictionBlock block) {
        LogSettings settings = new LogSettings(Duration.ofHours(1), 1 << 20, 16 << 20);
        try (PredictionLogWriter writer =
                new PredictionLogWriter(FileObjectStore.at(directory.resolve("predictions")), settings, "test")) {
            writer.offer(block.rows(), block.bytes(), () -> block);
        }
    }

    private List<LoggedPrediction> logged() {
        PredictionLog log = PredictionLog.in(FileObjectStore.at(directory.resolve("predictions")));
        List<LoggedPrediction> rows = new ArrayList<>();
        log.days().forEach(day -> log.versions(day).forEach(version -> log.forEach(day, version, rows::add)));
        return rows;
    }

    private String manifestSha256(ModelVersion version) {
        return Sha256.hex(FileObjectStore.at(directory.resolve("models"))
                .read("manifests/" + version + ".json")
                .orElseThrow()
                .bytes());
    }

    private static UUID id(PredictionBlock block) {
        return new UUID(block.ids()[0], block.ids()[1]);
    }
}
