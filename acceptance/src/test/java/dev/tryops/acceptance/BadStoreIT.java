package dev.tryops.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryops.model.ModelVersion;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever becomes of the store, what serves goes on serving, and says why it did not follow. */
@Tag("faults")
class BadStoreIT {

    private static final String POINTER = "serving/production.json";
    private static final String ROW = "{\"features\":{\"age\":35,\"income\":75000,\"credit_score\":720,"
            + "\"employment_years\":8,\"debt_ratio\":0.25}}";

    @TempDir
    static Path shared;

    @TempDir
    Path directory;

    private static Store trained;

    private Store store;
    private Api api;
    private ModelVersion serving;
    private ModelVersion next;

    @BeforeAll
    static void twoVersionsAreTrained() {
        trained = new Store(shared.resolve("store"));
        Training.synthetic(trained.root(), 1_000, 1);
        Training.succeed(trained.root(), "--synthetic", "1000", "--random-state", "2", "--no-auto-promote");
    }

    @BeforeEach
    void theFirstOneServes() {
        store = trained.copyTo(directory.resolve("store"));
        List<ModelVersion> versions = store.versions();
        serving = store.pointer().modelVersion();
        next = versions.get(versions.get(0).equals(serving) ? 1 : 0);
        api = Api.start(store.root()).awaitReady();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aPointerThatNamesAMissingModel() {
        editPointer(serving.value(), "v20200101_000000_000000");

        assertServesOn("manifest_missing");
    }

    @Test
    void aTruncatedModelFile() {
        byte[] whole = store.read(model(next));
        store.overwrite(model(next), Arrays.copyOf(whole, whole.length / 2));
        store.promote(next);

        assertServesOn("digest_mismatch");
    }

    @Test
    void aModelFileWithOneFlippedByte() {
        byte[] bytes = store.read(model(next));
        bytes[bytes.length / 2] ^= 1;
        store.overwrite(model(next), bytes);
        store.promote(next);

        assertServesOn("digest_mismatch");
    }

    @Test
    void aSchemaHashThatDoesNotMatch() {
        editPointer(store.pointer().schemaHash(), "0".repeat(32));

        assertServesOn("schema_mismatch");
    }

    @Test
    void aPointerThatIsNotApproved() {
        editPointer("\"approved\" : true", "\"approved\" : false");

        assertServesOn("not_approved");
    }

    @Test
    void aPointerThatIsNoJson() {
        store.overwrite(POINTER, "this is no pointer".getBytes(UTF_8));

        assertServesOn("pointer_corrupt");
    }

    @Test
    void aPointerOfAnotherEnvironment() {
        editPointer("\"environment\" : \"production\"", "\"environment\" : \"staging\"");

        assertServesOn("wrong_environment");
    }

    @Test
    void aStoreThatDisappearsAndReturns() throws IOException {
        Path elsewhere = directory.resolve("elsewhere");
        Files.move(store.root(), elsewhere);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> api.get("/ready").body().contains("pointer_unreadable"));
        assertAnswers(serving);
        assertThat(api.metrics()).containsPattern("model_pointer_poll_errors_total [1-9]");
        assertThat(api.log()).contains("The store cannot be read");

        Files.move(elsewhere, store.root());
        store.promote(next);
        await().atMost(Duration.ofSeconds(20)).until(() -> api.version().equals(next.value()));
        assertThat(api.get("/ready").body()).contains("\"degraded\":[]");
    }

    @Test
    void followsAgainAsSoonAsAGoodPointerStands() {
        byte[] good = store.read(POINTER);
        store.overwrite(POINTER, "{".getBytes(UTF_8));
        assertServesOn("pointer_corrupt");
        store.overwrite(POINTER, good);
        store.promote(next);

        await().atMost(Duration.ofSeconds(20)).until(() -> api.version().equals(next.value()));
    }

    /** The pointer as somebody with an editor would leave it: one revision on, changed in one place. */
    private void editPointer(String from, String to) {
        store.promote(serving);
        String text = new String(store.read(POINTER), UTF_8);
        await().atMost(Duration.ofSeconds(20)).until(() -> api.log().split("Model swapped", -1).length > 2);
        // From revision 2, which serves now, to a revision 3 that does not follow the rules.
        String edited = text.replace("\"revision\" : 2", "\"revision\" : 3").replace(from, to);
        assertThat(edited).isNotEqualTo(text);
        store.overwrite(POINTER, edited.getBytes(UTF_8));
    }

    private void assertServesOn(String reason) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> api.metrics().contains("model_reload_rejected_total{reason=\"" + reason + "\"}"));
        assertThat(api.log()).contains("reason=" + reason);
        assertThat(api.get("/ready").statusCode()).isEqualTo(200);
        assertThat(api.get("/ready").body()).containsAnyOf("reload_refused", "pointer_unreadable");
        assertAnswers(serving);
    }

    private void assertAnswers(ModelVersion version) {
        HttpResponse<String> answer = api.predict(ROW);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Api.json(answer).required("model_version").asString()).isEqualTo(version.value());
        assertThat(answer.body() + api.get("/ready").body() + api.get("/health").body())
                .doesNotContain("Exception", "\tat ", store.root().toString());
    }

    private static String model(ModelVersion version) {
        return "models/" + version + ".onnx";
    }
}
