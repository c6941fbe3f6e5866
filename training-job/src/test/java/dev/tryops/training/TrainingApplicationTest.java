package dev.tryops.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.Dtype;
import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ExitCode;
import dev.tryops.model.Feature;
import dev.tryops.model.ModelMetadata;
import dev.tryops.model.Sha256;
import dev.tryops.registry.FetchResult;
import dev.tryops.registry.FileObjectStore;
import dev.tryops.registry.Justification;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.ServingPointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TrainingApplicationTest {

    private static final EnvironmentName PRODUCTION = new EnvironmentName("production");
    private static final Justification OPERATOR = new Justification("operator", "looks wrong");

    @TempDir
    Path directory;

    private Path store;
    private ModelRegistry registry;

    @BeforeEach
    void nameTheStore() {
        store = directory.resolve("store");
        registry = new ModelRegistry(FileObjectStore.at(store), Clock.systemUTC());
    }

    @Test
    void publishesAndPromotesAModelThatReadersAccept() {
        Program run = train("--synthetic", "400");

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
        ServingPointer pointer = serving();
        assertThat(pointer.revision()).isEqualTo(1);
        assertThat(pointer.promotedBy()).isEqualTo("training-pipeline");
        assertThat(registry.fetch(pointer)).isInstanceOf(FetchResult.Fetched.class);
        assertThat(pointer.promotionReason())
                .isEqualTo("Automated training deployment - Accuracy: %.4f"
                        .formatted(metadata().metrics().accuracy()));
        assertThat(run.out())
                .contains("ingest", "split", "fit", "evaluate", "export", "parity", "baseline", "publish", "gate")
                .contains(pointer.modelVersion().value())
                .contains("promoted to production as revision 1");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void recordsWhereTheModelCameFrom() throws IOException {
        Path work = directory.resolve("work");

        train("--synthetic", "400", "--random-state", "7", "--work-dir", work.toString());

        ModelMetadata metadata = metadata();
        assertThat(metadata.dataSha256()).isEqualTo(Sha256.hex(Files.readAllBytes(work.resolve("synthetic.csv"))));
        assertThat(metadata.seed()).isEqualTo(7);
        assertThat(metadata.trainingSamples()).isEqualTo(320);
        assertThat(metadata.testSamples()).isEqualTo(80);
        assertThat(metadata.trainingDurationSeconds()).isPositive();
        assertThat(metadata.dependencies()).containsKeys("java", "tribuo", "onnxruntime");
        assertThat(metadata.classLabels()).hasToString("[0, 1]");
        assertThat(metadata.positiveLabel()).hasToString("1");
        assertThat(metadata.coefficients()).containsOnlyKeys("1");
        assertThat(metadata.goldenRows()).hasSize(20);
        assertThat(metadata.schema().isConsistent()).isTrue();
        assertThat(metadata.schema().schemaHash()).isEqualTo("ddc5274074fac73827bd7a44f3612b77");
    }

    @Test
    void promotesASecondRunAsTheNextRevision() {
        train("--synthetic", "400");
        ServingPointer first = serving();

        Program second = train("--synthetic", "400", "--random-state", "43");

        assertThat(second.code()).isEqualTo(ExitCode.DONE);
        assertThat(serving().revision()).isEqualTo(2);
        assertThat(serving().previousVersion()).isEqualTo(first.modelVersion());
    }

    @Test
    void trainsTheSameGraphFromTheSameDataAndSeed() {
        train("--synthetic", "400");
        byte[] first = fetched().onnx();

        train("--synthetic", "400");

        assertThat(fetched().onnx()).isEqualTo(first);
    }

    @Test
    void onlyPublishesWhereNoPromotionIsWanted() {
        Program run = train("--synthetic", "400", "--no-auto-promote");

        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(registry.versions()).hasSize(1);
        assertThat(registry.serving(PRODUCTION)).isInstanceOf(PointerState.Absent.class);
        assertThat(run.out()).contains("./tryops promote").doesNotContain("revision");
    }

    @Test
    void promotesToTheEnvironmentThatTheOptionElseTheVariableNames() {
        Map<String, String> variables = Map.of("ENVIRONMENT", "staging", "MODEL_STORE", store.toString());

        Program.run(variables, "--synthetic", "400");
        Program.run(variables, "--synthetic", "400", "--environment", "qa");

        assertThat(registry.serving(new EnvironmentName("staging"))).isInstanceOf(PointerState.InForce.class);
        assertThat(registry.serving(new EnvironmentName("qa"))).isInstanceOf(PointerState.InForce.class);
        assertThat(registry.serving(PRODUCTION)).isInstanceOf(PointerState.Absent.class);
    }

    @Test
    void doesNotUndoAPersonsRollback() {
        train("--synthetic", "400");
        train("--synthetic", "400", "--random-state", "43");
        registry.rollback(PRODUCTION, registry.serving(PRODUCTION), OPERATOR);
        ServingPointer held = serving();

        Program run = train("--synthetic", "400", "--random-state", "44");

        assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(serving()).isEqualTo(held);
        assertThat(registry.versions()).hasSize(3);
        assertThat(run.err())
                .contains("on_hold", held.modelVersion().value(), "looks wrong", "./tryops unhold --reason");
    }

    @Test
    void promotesAgainOnceTheHoldIsLifted() {
        train("--synthetic", "400");
        train("--synthetic", "400", "--random-state", "43");
        registry.rollback(PRODUCTION, registry.serving(PRODUCTION), OPERATOR);
        registry.unhold(PRODUCTION, registry.serving(PRODUCTION), OPERATOR);

        Program run = train("--synthetic", "400", "--random-state", "44");

        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(serving().revision()).isEqualTo(5);
    }

    @Test
    void refusesToPromoteOverAPointerThatCannotBeRead() throws IOException {
        train("--synthetic", "400");
        Path pointer = store.resolve("serving/production.json");
        Files.writeString(pointer, "not a pointer");

        Program run = train("--synthetic", "400");

        assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains("pointer_corrupt");
        assertThat(pointer).hasContent("not a pointer");
        assertThat(registry.versions()).hasSize(2);
    }

    @Test
    void refusesAModelWhoseGraphCannotFollowTheTrainer() throws IOException {
        StringBuilder csv = new StringBuilder("x,approved\n");
        for (int i = 0; i < 400; i++) {
            // The mean lies at 1.7e38, and a low value less the mean is beyond float32.
            csv.append(i % 4 == 0 ? "-3.4e38" : "3.4e38").append(i % 4 < 2 ? ",1\n" : ",0\n");
        }

        Program run = train("--data", write("extreme.csv", csv.toString()));

        assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains("parity_failed", "golden_rows_failed");
        assertThat(registry.serving(PRODUCTION)).isInstanceOf(PointerState.Absent.class);
    }

    @Test
    void keepsTheTypesThatTheServingModelsClientsSend() throws IOException {
        train("--data", write("first.csv", rows("0.5")));

        train("--data", write("second.csv", rows("2")));

        assertThat(serving().revision()).isEqualTo(2);
        assertThat(metadata().schema().structuralSchema())
                .extracting(Feature::dtype)
                .containsExactly(Dtype.FLOAT64, Dtype.INT64);
    }

    @Test
    void publishesTheRowsThatItSkippedWithTheModel() throws IOException {
        String csv = rows("2") + "oops,1,0\n3,4\n";

        Program run = train("--data", write("data.csv", csv), "--max-bad-rows", "2", "--range", "count=0..");

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).contains("40 rows x 2 features from data.csv, 2 bad rows skipped");
        String version = serving().modelVersion().value();
        assertThat(store.resolve("quarantine/" + version + ".csv"))
                .content()
                .startsWith("file,line,reason,row\n")
                .contains(",42,", "'oops' is not a number", "\"oops,1,0\"", ",43,", "\"3,4\"");
    }

    @Test
    void trainsOnTextsAndMissingValues() throws IOException {
        StringBuilder csv = new StringBuilder("id,city,age,approved\n");
        for (int i = 0; i < 400; i++) {
            csv.append(i).append(i % 3 == 0 ? ",Rome," : i % 11 == 0 ? ",," : ",Oslo,");
            csv.append(i % 7 == 0 ? "" : i % 50).append(i % 2 == 0 ? ",yes\n" : ",no\n");
        }

        Program run = train("--data", write("data.csv", csv.toString()), "--missing", "impute", "--exclude", "id");

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(metadata().schema().structuralSchema())
                .containsExactly(new Feature("city", 0, Dtype.STRING, true), new Feature("age", 1, Dtype.INT64, true));
        assertThat(metadata().positiveLabel()).hasToString("yes");
    }

    @Test
    void printsOneJsonObjectForPrograms() {
        Program run = train("--synthetic", "400", "--output", "json");

        JsonNode report = JsonMapper.shared().readTree(run.out());
        assertThat(report.required("model_version").asString())
                .isEqualTo(serving().modelVersion().value());
        assertThat(report.required("promoted").asBoolean()).isTrue();
        assertThat(report.required("revision").asLong()).isEqualTo(1);
        assertThat(report.required("promotion_id").asString())
                .isEqualTo(String.valueOf(serving().promotionId()));
        assertThat(report.required("environment").asString()).isEqualTo("production");
        assertThat(report.required("metrics").required("accuracy").isNumber()).isTrue();
        assertThat(run.err()).contains("ingest");
    }

    @Test
    void saysInASentenceThatTheStoreCannotBeWritten() throws IOException {
        String file = write("occupied", "a file where the store should be");

        Program run = Program.run("--synthetic", "400", "--store", file);

        assertThat(run.code()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.err()).contains("The store cannot be used").doesNotContain("\tat ");
    }

    private Program train(String... args) {
        return Program.run(Map.of("MODEL_STORE", store.toString()), args);
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private static String rows(String value) {
        StringBuilder csv = new StringBuilder("ratio,count,approved\n");
        for (int i = 0; i < 40; i++) {
            csv.append(i % 3 == 0 ? value : "1")
                    .append(',')
                    .append(i)
                    .append(',')
                    .append(i % 2)
                    .append('\n');
        }
        return csv.toString();
    }

    private ServingPointer serving() {
        return ((PointerState.InForce) registry.serving(PRODUCTION)).pointer();
    }

    private FetchResult.Fetched fetched() {
        return (FetchResult.Fetched) registry.fetch(serving());
    }

    private ModelMetadata metadata() {
        return fetched().metadata();
    }
}
