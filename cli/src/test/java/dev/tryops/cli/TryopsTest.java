package dev.tryops.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.FileObjectStore;
import dev.tryops.registry.Justification;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.ServingPointer;
import dev.tryops.registry.TestBundles;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TryopsTest {

    private static final EnvironmentName PRODUCTION = new EnvironmentName("production");
    private static final ModelVersion V1 = TestBundles.version(1);
    private static final ModelVersion V2 = TestBundles.version(2);

    @TempDir
    Path directory;

    private ModelRegistry registry;
    private final Map<String, String> environment = new HashMap<>();
    private String answers = "";
    private boolean interactive;

    @BeforeEach
    void twoVersionsAreOnePublishedAndOneServed() {
        registry = new ModelRegistry(FileObjectStore.at(directory), Clock.systemUTC());
        registry.publish(TestBundles.bundle(V1));
        registry.publish(TestBundles.bundle(V2));
        registry.promote(PRODUCTION, V1, registry.serving(PRODUCTION), new Justification("training-pipeline", "first"));
        environment.put("MODEL_STORE", directory.toString());
    }

    @Test
    void listsModelsNewestFirstWithWhatServes() {
        Run run = tryops("models");

        assertThat(run.code).isZero();
        assertThat(run.out.lines().toList()).hasSize(3);
        assertThat(run.out.lines().toList().get(0)).contains("VERSION", "ACCURACY", "SERVING");
        assertThat(run.out.lines().toList().get(1)).startsWith(V2.value());
        assertThat(run.out.lines().toList().get(2)).startsWith(V1.value()).endsWith("production");
    }

    @Test
    void listsModelsAsJson() {
        JsonNode json = tryops("models", "--output", "json").json();

        assertThat(json.get(1).required("model_version").asString()).isEqualTo(V1.value());
        assertThat(json.get(1).required("serving").asBoolean()).isTrue();
        assertThat(json.get(0).required("serving").asBoolean()).isFalse();
    }

    @Test
    void currentAsJsonIsThePointer() throws IOException {
        JsonNode json = tryops("current", "--output", "json").json();

        assertThat(json)
                .isEqualTo(
                        JsonMapper.shared().readTree(Files.readAllBytes(directory.resolve("serving/production.json"))));
    }

    @Test
    void currentOfAnEnvironmentWithoutAModelFailsWithASentence() {
        Run run = tryops("current", "--environment", "staging");

        assertThat(run.code).isEqualTo(1);
        assertThat(run.err).contains("Nothing serves in staging yet.");
        assertThat(run.out).isEmpty();
    }

    @Test
    void promotesWithTheCallersNameAndReason() {
        Run run = tryops("promote", V2.value(), "--reason", "better", "--yes");

        assertThat(run.code).isZero();
        assertThat(run.out).contains(V2.value(), "revision 2");
        assertThat(current().promotedBy()).isEqualTo("olga");
        assertThat(current().promotionReason()).isEqualTo("better");
    }

    @Test
    void promotesIntoTheEnvironmentThatIsNamed() {
        environment.put("ENVIRONMENT", "staging");

        tryops("promote", V2.value(), "--reason", "try it", "--yes");

        assertThat(current().modelVersion()).isEqualTo(V1);
        assertThat(registry.serving(new EnvironmentName("staging"))).isInstanceOf(PointerState.InForce.class);
    }

    @Test
    void asksAPersonAndTakesNoForAnAnswer() {
        interactive = true;
        answers = "n\n";

        Run run = tryops("promote", V2.value(), "--reason", "better");

        assertThat(run.err).contains("Serve " + V2 + " in production (now " + V1 + ", revision 1)? [y/N]");
        assertThat(run.code).isEqualTo(4);
        assertThat(current().modelVersion()).isEqualTo(V1);
    }

    @Test
    void changesWhatAPersonAffirms() {
        interactive = true;
        answers = "y\n";

        assertThat(tryops("promote", V2.value(), "--reason", "better").code).isZero();
        assertThat(current().modelVersion()).isEqualTo(V2);
    }

    @Test
    void neverChangesUnaskedWhereNobodyCanAnswer() {
        Run run = tryops("promote", V2.value(), "--reason", "better");

        assertThat(run.code).isEqualTo(2);
        assertThat(run.err).contains("--yes");
        assertThat(current().modelVersion()).isEqualTo(V1);
    }

    @Test
    void refusesADamagedBundle() throws IOException {
        Files.writeString(directory.resolve("models/" + V2 + ".onnx"), "damaged");

        Run run = tryops("promote", V2.value(), "--reason", "better", "--yes");

        assertThat(run.code).isEqualTo(4);
        assertThat(run.err).startsWith("digest_mismatch: models/" + V2 + ".onnx");
        assertThat(current().modelVersion()).isEqualTo(V1);
    }

    @Test
    void refusesAVersionThatDoesNotExist() {
        Run run = tryops("promote", TestBundles.version(9).value(), "--reason", "better", "--yes");

        assertThat(run.code).isEqualTo(4);
        assertThat(run.err).startsWith("manifest_missing");
    }

    @Test
    void rollsBackHoldsAndUnholds() {
        tryops("promote", V2.value(), "--reason", "better", "--yes");

        assertThat(tryops("rollback", "--reason", "worse", "--yes").code).isZero();
        assertThat(current().modelVersion()).isEqualTo(V1);
        assertThat(current().hold()).isTrue();
        assertThat(tryops("current").out).contains("tryops unhold");
        assertThat(tryops("unhold", "--reason", "understood", "--yes").code).isZero();
        assertThat(current().hold()).isFalse();
    }

    @Test
    void refusesARollbackWithoutAVersionBefore() {
        Run run = tryops("rollback", "--reason", "worse", "--yes");

        assertThat(run.code).isEqualTo(4);
        assertThat(run.err).startsWith("nothing_to_roll_back");
    }

    @Test
    void refusesARollbackToADamagedBundle() throws IOException {
        tryops("promote", V2.value(), "--reason", "better", "--yes");
        Files.writeString(directory.resolve("models/" + V1 + ".onnx"), "damaged");

        Run run = tryops("rollback", "--reason", "worse", "--yes");

        assertThat(run.code).isEqualTo(4);
        assertThat(run.err).startsWith("digest_mismatch");
        assertThat(current().modelVersion()).isEqualTo(V2);
    }

    @Test
    void theQuestionBeforeARollbackNamesWhereItGoes() {
        tryops("promote", V2.value(), "--reason", "better", "--yes");
        interactive = true;
        answers = "n\n";

        assertThat(tryops("rollback", "--reason", "worse").err)
                .contains("Roll back to " + V1 + " in production (now " + V2 + ", revision 2)?");
    }

    @Test
    void aRollbackIsNotRepeatedOnAnotherVersionThanTheOneLookedAt() {
        PointerState one = registry.serving(PRODUCTION);
        tryops("promote", V2.value(), "--reason", "better", "--yes");
        PointerState other = registry.serving(PRODUCTION);
        RollbackCommand rollback = new RollbackCommand(null);

        assertThat(rollback.stillMeant(one, other)).isFalse();
        assertThat(rollback.stillMeant(other, other)).isTrue();
    }

    @Test
    void showsHistoryNewestFirst() {
        tryops("promote", V2.value(), "--reason", "better", "--yes");

        List<String> revisions = new ArrayList<>();
        tryops("history", "--output", "json")
                .json()
                .forEach(pointer -> revisions.add(pointer.required("revision").asString()));

        assertThat(revisions).containsExactly("2", "1");
        assertThat(tryops("history").out.lines().toList()).hasSize(3);
        assertThat(tryops("history", "--limit", "1").out.lines().toList()).hasSize(2);
    }

    @Test
    void namesARevisionThatIsGoneAndFails() throws IOException {
        tryops("promote", V2.value(), "--reason", "better", "--yes");
        Files.delete(directory.resolve("serving/history/production_0000000001.json"));

        Run run = tryops("history");

        assertThat(run.code).isEqualTo(1);
        assertThat(run.err).contains("Revision 1 cannot be read: missing");
    }

    @Test
    void wrongUseIsOneSentenceAndExitTwo() {
        assertUsage("Not a model version", "promote", "latest", "--reason", "x", "--yes");
        assertUsage("--reason", "promote", V1.value());
        assertUsage("such as production", "current", "--environment", "Prod!");
        assertUsage("Unmatched", "models", "surplus");
        assertUsage("reason", "promote", V1.value(), "--reason", " ", "--yes");
        assertUsage("number from 1", "models", "--limit", "-1");
        assertUsage("number from 1", "history", "--limit", "0");
        environment.clear();
        assertUsage("MODEL_STORE", "models");
    }

    @Test
    void aStoreThatIsNotThereIsOneSentenceAndExitOne() {
        Run run = tryops("models", "--store", directory.resolve("absent").toString());

        assertThat(run.code).isEqualTo(1);
        assertThat(run.err).contains("absent", "does not exist").doesNotContain("\tat ");
    }

    @Test
    void helpNamesEveryCommandAndExitCode() {
        Run run = tryops("--help");

        assertThat(run.code).isZero();
        assertThat(run.out)
                .contains("models", "current", "history", "promote", "rollback", "unhold")
                .contains("5 lost race");
        assertThat(tryops("promote", "--help").out).contains("--reason", "VERSION");
    }

    private void assertUsage(String message, String... args) {
        Run run = tryops(args);
        assertThat(run.code).isEqualTo(2);
        assertThat(run.err).contains(message).contains("--help");
        assertThat(run.out).isEmpty();
    }

    private ServingPointer current() {
        return ((PointerState.InForce) registry.serving(PRODUCTION)).pointer();
    }

    private Run tryops(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                new BufferedReader(new StringReader(answers)),
                interactive,
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
