package dev.tryops.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.tryops.model.EnvironmentVariables;
import dev.tryops.model.ExitCode;
import dev.tryops.model.ModelVersion;
import dev.tryops.predictions.PredictionLog;
import dev.tryops.registry.Artifact;
import dev.tryops.registry.BucketGrant;
import dev.tryops.registry.BucketGrant.Operation;
import dev.tryops.registry.BucketRole;
import dev.tryops.registry.FileObjectStore;
import dev.tryops.registry.ModelBundle;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.Pruning;
import dev.tryops.registry.TestBundles;
import dev.tryops.registry.TestKey;
import dev.tryops.registry.kms.SignatureSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the programs ask of the bucket, on the wire, is what their role is granted: all of it, and nothing more. */
@Tag("faults")
class BucketRulesIT {

    private static final String PREFIX = "rules";
    private static final Pattern PATH = Pattern.compile("/" + LocalS3.BUCKET + "/" + PREFIX + "/(.*/)?[^/]*");

    @TempDir
    static Path directory;

    private static LocalS3 s3;
    private static Map<String, String> signing;

    @BeforeAll
    static void start() throws Exception {
        s3 = LocalS3.start();
        signing = keys();
    }

    @AfterAll
    static void stop() {
        s3.close();
    }

    @Test
    void usedIsGrantedAndGrantedIsUsed() throws IOException {
        Set<String> trainer = asked(this::train);
        Set<String> api = asked(this::serve);
        Set<String> operator = asked(this::operate);
        Set<String> pruner = asked(this::prune);
        Set<String> labelJoin = asked(this::join);

        assertThat(Map.of("trainer", trainer, "API", api, "operator", operator, "pruner", pruner, "labels", labelJoin))
                .isEqualTo(Map.of(
                        "trainer", granted(BucketRole.TRAINER),
                        "API", granted(BucketRole.API),
                        "operator", granted(BucketRole.OPERATOR),
                        "pruner", granted(BucketRole.PRUNER),
                        "labels", granted(BucketRole.LABEL_JOIN)));
    }

    @Test
    void aPromotionInABucketIsRecordedUnderTheIdentityThatStsStates() throws IOException {
        String olga = "arn:aws:sts::123456789012:assumed-role/operator/olga";
        Store store = s3.store("identity");
        store.registry().publish(TestBundles.bundle(TestBundles.version(1)));
        HttpServer sts = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        sts.createContext("/", exchange -> {
            byte[] answer = ("<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>" + olga
                            + "</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>")
                    .getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        sts.start();
        try {
            Map<String, String> variables = new HashMap<>(store.variables());
            variables.put(
                    "AWS_ENDPOINT_URL_STS",
                    "http://127.0.0.1:" + sts.getAddress().getPort());
            tryops(
                    new Store(store.location(), variables),
                    "promote",
                    TestBundles.version(1).value(),
                    "--reason",
                    "r",
                    "--yes");
        } finally {
            sts.stop(0);
        }

        assertThat(store.pointer().promotedBy()).isEqualTo(olga);
    }

    private void train(Store store) {
        Training.succeed(store, "--synthetic", "500", "--random-state", "1");
        // What a promotion leaves that was killed between its two writes: the next one finds the snapshot there.
        direct().objects()
                .create(
                        "serving/history/production_0000000001.json",
                        direct().inForce().bytes());
        Training.succeed(store, "--synthetic", "500", "--random-state", "2");
        Training.succeed(store, "--data", withABadRow().toString(), "--max-bad-rows", "1");
    }

    private static Path withABadRow() {
        try {
            Path file = CreditCsv.write(directory.resolve("bad.csv"), true, 500, 3);
            return Files.writeString(file, "not,a,row\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A good pointer, then one whose bundle has every kind of object, then one that nobody signed. */
    private void serve(Store store) {
        try (Api api = Api.start(store).awaitReady()) {
            ModelBundle bundle = TestBundles.bundle(TestBundles.version(1));
            ModelBundle full = new ModelBundle(
                    bundle.onnx(),
                    bundle.metadata(),
                    bundle.baseline(),
                    bundle.report(),
                    Optional.of("x".getBytes(UTF_8)));
            direct().registry().publish(full);
            tryops(direct(), "promote", TestBundles.version(1).value(), "--reason", "all objects", "--yes");
            await().atMost(Duration.ofSeconds(30)).until(() -> api.metrics().contains("reason=\"graph_mismatch\""));
            var pointer = direct().inForce();
            String edited = new String(pointer.bytes(), UTF_8).replace("all objects", "forged");
            direct().objects().replace("serving/production.json", pointer.tag(), edited.getBytes(UTF_8));
            await().atMost(Duration.ofSeconds(30)).until(() -> api.metrics().contains("reason=\"signature_missing\""));
            var forged = direct().inForce();
            direct().objects().replace("serving/production.json", forged.tag(), pointer.bytes());
        }
        try (Api fallback = Api.start(store).awaitReady()) {
            assertThat(fallback.get("/ready").body()).contains("serving_fallback");
        }
    }

    private void prune(Store store) {
        somethingToPrune(4); // other versions: what a prune deleted is not published again
        tryops(store, "prune", "--keep", "1", "--yes");
        tryops(store, "prune", "--keep", "100", "--yes"); // takes back the mark of what is kept now
    }

    /** Of a version that is there, and of one that is not. */
    private void join(Store store) {
        Path predictions = directory.resolve("predictions");
        Map<String, String> kept = Map.of(
                EnvironmentVariables.PREDICTION_STORE,
                predictions.toString(),
                EnvironmentVariables.PREDICTION_LOG_FLUSH_INTERVAL,
                "0.2");
        Training.succeed(direct(), "--synthetic", "500", "--random-state", "3");
        ModelVersion version;
        try (Api api = Api.start(direct().with(kept)).awaitReady()) {
            JsonNode answer = Api.json(
                    api.predict(
                            "{\"features\":{\"age\":35,\"income\":75000,\"credit_score\":720,\"employment_years\":8,\"debt_ratio\":0.25}}"));
            version = new ModelVersion(answer.required("model_version").asString());
            String id = answer.required("prediction_id").asString();
            api.post("/v1/feedback", "{\"labels\":[{\"prediction_id\":\"%s\",\"label\":1}]}".formatted(id));
            PredictionLog log = PredictionLog.in(FileObjectStore.at(predictions));
            await().atMost(Duration.ofSeconds(20)).until(() -> !log.days().isEmpty());
        }
        Training.join(predictions, store);
        direct().objects().delete(Artifact.METADATA.key(version));
        try (Program join = Training.startJoin(predictions, store)) {
            assertThat(join.await(60)).as(join.output()).isEqualTo(ExitCode.BAD_DATA.code());
        }
    }

    private void operate(Store store) {
        ModelRegistry registry = direct().registry();
        String newest = registry.versions().toList().getLast().value();
        String older = registry.versions().toList().get(1).value();
        tryops(store, "models");
        tryops(store, "show", newest);
        tryops(store, "diff", older, newest);
        tryops(store, "promote", newest, "--reason", "r", "--yes");
        tryops(store, "rollback", "--reason", "r", "--yes");
        tryops(store, "unhold", "--reason", "r", "--yes");
        tryops(store, "current");
        tryops(store, "history");
        tryops(store, "sign", newest);
        tryops(store, "verify", "--all");
        List<ModelVersion> unused = somethingToPrune(2);
        tryops(store, "prune", "--keep", "1", "--yes");
        tryops(store, "restore", unused.getLast().value(), "--yes");
    }

    /** One version that was marked long ago, one that nothing refers to, and what a killed trainer left. */
    private static List<ModelVersion> somethingToPrune(int from) {
        ModelVersion marked = TestBundles.version(from);
        ModelVersion free = TestBundles.version(from + 1);
        Clock longAgo = Clock.offset(Clock.systemUTC(), Duration.ofDays(-2));
        ModelRegistry registry =
                new ModelRegistry(direct().objects(), longAgo, SignatureSettings.policy(direct().variables()));
        registry.publish(TestBundles.bundle(marked));
        registry.pruning().run(new Pruning.Rules(1, 50, Duration.ofDays(1)), "test");
        registry.publish(TestBundles.bundle(free));
        ModelVersion orphan = new ModelVersion("v20200101_000000_000000");
        for (Artifact artifact : Artifact.values()) {
            direct().objects().create(artifact.key(orphan), new byte[1]);
        }
        return List.of(marked, free);
    }

    private static Set<String> asked(java.util.function.Consumer<Store> work) throws IOException {
        try (Wire wire = new Wire(s3.port())) {
            work.accept(s3.store(PREFIX, wire.port()).with(signing));
            Set<String> asked = new TreeSet<>();
            wire.requests().forEach(request -> asked.add(grantOf(request)));
            return asked;
        }
    }

    private static Store direct() {
        return s3.store(PREFIX).with(signing);
    }

    private static void tryops(Store store, String... args) {
        Tryops.Ended ended = Tryops.run(store, args);
        assertThat(ended.code()).as(args[0] + ": " + ended.output()).isIn(0, 4);
    }

    private static String grantOf(String request) {
        String[] words = request.split(" ", 2);
        String[] parts = words[1].split("\\?", 2);
        String query = parts.length == 2 ? URLDecoder.decode(parts[1], UTF_8) : "";
        if (query.contains("list-type=2")) {
            Matcher prefix =
                    Pattern.compile("(?:^|&)prefix=" + PREFIX + "/([^&]*)").matcher(query);
            assertThat(prefix.find()).as(request).isTrue();
            String asked = prefix.group(1);
            return Operation.LIST + " " + asked.substring(0, asked.lastIndexOf('/') + 1);
        }
        Matcher path = PATH.matcher(parts[0]);
        assertThat(path.matches()).as(request).isTrue();
        return words[0] + " " + path.group(1);
    }

    private static Set<String> granted(BucketRole role) {
        Set<String> granted = new TreeSet<>();
        for (BucketGrant grant : role.grants()) {
            granted.add(grant.operation() + " " + grant.prefix());
        }
        return granted;
    }

    private static Map<String, String> keys() throws IOException {
        TestKey key = TestKey.generate();
        String trusted = key.publicFile(directory.resolve("trusted.pem"));
        return Map.of(
                "MODEL_SIGNING_KEY", key.privateFile(directory.resolve("signing.pem")),
                "MODEL_TRUSTED_BUNDLE_KEYS", trusted,
                "MODEL_TRUSTED_PROMOTION_KEYS", trusted);
    }
}
