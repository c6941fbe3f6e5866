package dev.tryops.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.FetchResult;
import dev.tryops.registry.FileObjectStore;
import dev.tryops.registry.Justification;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.TestBundles;
import dev.tryops.registry.TestKey;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The operators' command where everything must be signed. */
class SignaturesOfOperatorsTest {

    private static final EnvironmentName PRODUCTION = new EnvironmentName("production");
    private static final ModelVersion V1 = TestBundles.version(1);
    private static final ModelVersion V2 = TestBundles.version(2);

    @TempDir
    Path directory;

    private final TestKey key = TestKey.generate();
    private final TestKey second = TestKey.generate();
    private final Map<String, String> environment = new HashMap<>();
    private Path store;
    private ModelRegistry registry;

    @BeforeEach
    void twoSignedVersionsAreOnePublishedAndOneServed() throws IOException {
        store = Files.createDirectory(directory.resolve("store"));
        registry = new ModelRegistry(FileObjectStore.at(store), Clock.systemUTC(), key.required());
        registry.publish(TestBundles.bundle(V1));
        registry.publish(TestBundles.bundle(V2));
        registry.promote(PRODUCTION, V1, registry.serving(PRODUCTION), new Justification("training-pipeline", "first"));
        String trusted = key.publicFile(directory.resolve("key.pub.pem"));
        environment.put("MODEL_STORE", store.toString());
        environment.put("MODEL_TRUSTED_BUNDLE_KEYS", trusted);
        environment.put("MODEL_TRUSTED_PROMOTION_KEYS", trusted);
        environment.put("MODEL_SIGNING_KEY", key.privateFile(directory.resolve("key.pem")));
    }

    @Test
    void whatAnOperatorPromotesAndRollsBackIsSigned() {
        assertThat(tryops("promote", V2.value(), "--reason", "better", "--yes").code)
                .isZero();
        assertThat(tryops("rollback", "--reason", "worse", "--yes").code).isZero();

        PointerState.InForce pointer = (PointerState.InForce) registry.serving(PRODUCTION);
        assertThat(pointer.pointer().revision()).isEqualTo(3);
        assertThat(registry.refusalOf(pointer, PRODUCTION, Optional.empty())).isEmpty();
    }

    @Test
    void withoutASigningKeyNothingIsChanged() {
        environment.remove("MODEL_SIGNING_KEY");

        Run run = tryops("promote", V2.value(), "--reason", "better", "--yes");

        assertThat(run.code).isEqualTo(4);
        assertThat(run.err).startsWith("signature_missing").contains("MODEL_SIGNING_KEY");
    }

    @Test
    void aBundleThatNobodySignedIsNotPromoted() {
        ModelVersion planted = TestBundles.version(3);
        new ModelRegistry(FileObjectStore.at(store), Clock.systemUTC()).publish(TestBundles.bundle(planted));

        Run run = tryops("promote", planted.value(), "--reason", "better", "--yes");

        assertThat(run.code).isEqualTo(4);
        assertThat(run.err).startsWith("signature_missing");
    }

    @Test
    void aPointerThatNobodySignedIsNotRolledBackOrBuiltUpon() throws IOException {
        Path pointer = store.resolve("serving/production.json");
        Files.writeString(pointer, Files.readString(pointer).replace("first", "forged"));

        assertThat(tryops("promote", V2.value(), "--reason", "better", "--yes").err)
                .startsWith("signature_missing");
        assertThat(tryops("unhold", "--reason", "better", "--yes").code).isEqualTo(4);
    }

    @Test
    void aSecondSignatureLetsANewKeyTakeOver() throws IOException {
        String fresh = second.publicFile(directory.resolve("second.pub.pem"));
        environment.merge("MODEL_TRUSTED_BUNDLE_KEYS", fresh, (a, b) -> a + "," + b);
        environment.put("MODEL_SIGNING_KEY", second.privateFile(directory.resolve("second.pem")));

        Run first = tryops("sign", V1.value());
        JsonNode again = tryops("sign", V1.value(), "--output", "json").json();

        assertThat(first.code).as(first.err).isZero();
        assertThat(first.out).contains(V1.value(), second.id());
        assertThat(again.required("key_id").asString()).isEqualTo(second.id());
        assertThat(again.required("model_version").asString()).isEqualTo(V1.value());
        assertThat(new ModelRegistry(FileObjectStore.at(store), Clock.systemUTC(), second.required()).fetch(V1))
                .isInstanceOf(FetchResult.Fetched.class);
    }

    @Test
    void signVouchesForNothingDamagedOrAbsent() throws IOException {
        Files.writeString(store.resolve("models/" + V2 + ".onnx"), "damaged");

        Run damaged = tryops("sign", V2.value());
        Run absent = tryops("sign", TestBundles.version(9).value());

        assertThat(damaged.code).isEqualTo(4);
        assertThat(damaged.err).startsWith("digest_mismatch");
        assertThat(absent.code).isEqualTo(4);
        assertThat(absent.err).startsWith("manifest_missing");
    }

    @Test
    void aSettingThatMakesNoSenseIsOneSentenceAndExitTwo() {
        environment.put("MODEL_SIGNATURES", "maybe");

        Run run = tryops("current");

        assertThat(run.code).isEqualTo(2);
        assertThat(run.err).contains("MODEL_SIGNATURES is required, optional or off, not 'maybe'");
    }

    private Run tryops(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                new BufferedReader(new StringReader("")),
                false,
                "olga",
                environment);
        int code = Tryops.run(console, args);
        return new Run(code, out.toString(UTF_8), err.toString(UTF_8));
    }

    private record Run(int code, String out, String err) {
        JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }
    }
}
