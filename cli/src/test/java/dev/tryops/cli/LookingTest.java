package dev.tryops.cli;

import static dev.tryops.cli.CommandLineUnderTest.PRODUCTION;
import static dev.tryops.cli.CommandLineUnderTest.STAGING;
import static dev.tryops.cli.CommandLineUnderTest.V1;
import static dev.tryops.cli.CommandLineUnderTest.V2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.cli.CommandLineUnderTest.Run;
import dev.tryops.model.Metrics;
import dev.tryops.model.ModelMetadata;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.FetchResult;
import dev.tryops.registry.ModelBundle;
import dev.tryops.registry.TestBundles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Show, diff, models in another order, history at a time, completion. */
class LookingTest {

    private static final ModelVersion V3 = TestBundles.version(3);

    @TempDir
    Path directory;

    private CommandLineUnderTest tryops;

    @BeforeEach
    void threeVersionsOfWhichTheFirstServes() {
        tryops = new CommandLineUnderTest(directory);
        publish(V3, new Metrics(0.9, 0.7, 0.7, 0.7, 0.75, 0.4, 0.2), Map.of("epochs", 80));
    }

    @Test
    void showsAVersionAndWhereItServes() {
        tryops.promote(STAGING, V2);
        tryops.promote(STAGING, V1);

        assertThat(tryops.run("show", V1.value()).out())
                .contains("production, revision 1; staging, revision 2", "roc auc", "0.8000", "epochs", "age int64");
        assertThat(tryops.run("show", V2.value()).out()).contains("on the rollback path of staging");
        assertThat(tryops.run("show", V3.value()).out()).contains("nowhere");
    }

    @Test
    void showsAVersionAsJson() {
        JsonNode json = tryops.run("show", V1.value(), "--output", "json").json();

        assertThat(json.required("model_version").asString()).isEqualTo(V1.value());
        assertThat(json.required("places").get(0).required("role").asString()).isEqualTo("serving");
        assertThat(json.required("metadata")
                        .required("metrics")
                        .required("roc_auc")
                        .asDouble())
                .isEqualTo(0.8);
    }

    @Test
    void doesNotShowWhatIsNotSound() {
        tryops.overwrite("metadata/" + V1 + ".json", "{}");

        assertThat(tryops.run("show", V1.value()).code()).isEqualTo(4);
        assertThat(tryops.run("show", V1.value()).err()).startsWith("digest_mismatch");
    }

    @Test
    void comparesTwoVersions() {
        JsonNode json =
                tryops.run("diff", V1.value(), V3.value(), "--output", "json").json();

        assertThat(json.required("metrics")
                        .required("accuracy")
                        .required("difference")
                        .asDouble())
                .isCloseTo(0.2, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(json.required("hyperparameters")
                        .required("epochs")
                        .required("second")
                        .asInt())
                .isEqualTo(80);
        assertThat(json.required("same_schema").asBoolean()).isTrue();
        assertThat(json.required("weights").size()).isEqualTo(3);
        assertThat(tryops.run("diff", V1.value(), V3.value()).out())
                .contains("+0.2000", "epochs", "weight of debt_ratio for 1");
        assertThat(tryops.run("diff", V1.value(), TestBundles.version(9).value())
                        .code())
                .isEqualTo(4);
    }

    @Test
    void sortsModelsByWhatIsAskedFor() {
        assertThat(models("created").getFirst()).isEqualTo(V3.value());
        assertThat(models("accuracy").getFirst()).isEqualTo(V3.value());
        assertThat(models("log-loss").getFirst()).isEqualTo(V3.value());
        assertThat(models("roc-auc").getLast()).isEqualTo(V3.value());
        Run wrong = tryops.run("models", "--sort", "beauty");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("created, accuracy, roc-auc, log-loss");
    }

    @Test
    void aListByTimeReadsOnlyTheMetadataThatItShows() throws IOException {
        Path oldest = directory.resolve("metadata/" + V1 + ".json");
        Files.delete(oldest);
        Files.createDirectory(oldest); // whoever reads it fails

        assertThat(tryops.run("models", "--limit", "2").code()).isZero();
        assertThat(tryops.run("models", "--limit", "2", "--sort", "accuracy").code())
                .isEqualTo(1);
    }

    @Test
    void listsModelsOfOneSchemaOnly() {
        String hash = TestBundles.metadata(V1).schema().schemaHash();

        assertThat(models("created", "--schema", hash)).hasSize(3);
        assertThat(models("created", "--schema", hash.substring(0, 6))).hasSize(3);
        assertThat(models("created", "--schema", "ffffffff")).isEmpty();
    }

    @Test
    void tellsWhatServedAtATime() throws Exception {
        tryops.promote(PRODUCTION, V2);
        tryops.promote(PRODUCTION, V3);
        JsonNode all = tryops.run("history", "--output", "json").json();

        for (JsonNode pointer : all) {
            JsonNode at = tryops.run(
                            "history", "--at", pointer.required("promoted_at").asString(), "--output", "json")
                    .json();
            assertThat(at).hasSize(1).first().isEqualTo(pointer);
        }
        assertThat(tryops.run("history", "--at", "2020-01-01").code()).isEqualTo(1);
        assertThat(tryops.run("history", "--at", "2020-01-01").err()).contains("Nothing served in production");
        assertThat(tryops.run("history", "--at", "yesterday").code()).isEqualTo(2);
    }

    @Test
    void admitsThatARevisionThatIsGoneMayHaveServed() {
        tryops.promote(PRODUCTION, V2);
        tryops.promote(PRODUCTION, V3);
        String first = tryops.run("history", "--output", "json")
                .json()
                .get(2)
                .required("promoted_at")
                .asString();
        directory.resolve("serving/history/production_0000000002.json").toFile().delete();

        Run run = tryops.run("history", "--at", first, "--output", "json");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("Revision 2 cannot be read: missing");
        assertThat(run.json().get(0).required("revision").asInt()).isEqualTo(1);
    }

    @Test
    void printsCompletionThatKnowsEveryCommand() {
        Run run = tryops.run("completion");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("complete -F", "--expect-revision", "rollback", "roc-auc");
    }

    private List<String> models(String order, String... more) {
        List<String> args = new ArrayList<>(List.of("models", "--sort", order, "--output", "json"));
        args.addAll(List.of(more));
        List<String> versions = new ArrayList<>();
        tryops.run(args.toArray(String[]::new))
                .json()
                .forEach(row -> versions.add(row.required("model_version").asString()));
        return versions;
    }

    private void publish(ModelVersion version, Metrics metrics, Map<String, Object> settings) {
        ModelMetadata m = TestBundles.metadata(version);
        ModelBundle bundle = TestBundles.bundle(version);
        ModelMetadata changed = new ModelMetadata(
                version,
                m.modelType(),
                m.framework(),
                m.format(),
                m.schema(),
                metrics,
                settings,
                m.trainingSamples(),
                m.testSamples(),
                m.trainingDurationSeconds(),
                m.gitCommit(),
                m.createdBy(),
                m.createdAt(),
                m.dataSha256(),
                m.seed(),
                m.dependencies(),
                m.opset(),
                m.classLabels(),
                m.positiveLabel(),
                m.decisionThreshold(),
                m.adverseClass(),
                m.coefficients(),
                m.goldenRows());
        tryops.registry.publish(
                new ModelBundle(bundle.onnx(), changed, bundle.baseline(), Optional.empty(), Optional.empty()));
        assertThat(tryops.registry.fetch(version)).isInstanceOf(FetchResult.Fetched.class);
    }
}
