package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.acceptance.HaltingStore.Counted;
import dev.tryops.acceptance.HaltingStore.When;
import dev.tryops.model.ModelVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that is killed wherever it hurts, and is started again with the same command. */
@Tag("faults")
class RestartIT {

    private static final String KEPT = " +kept from the run of ";

    @TempDir
    Path directory;

    @Test
    void goesOnWhereverItDiesAndPublishesAndPromotesOnce() throws IOException {
        Path data = directory.resolve("data.csv");
        CreditCsv.write(data, true, 600, 1);
        Store store = new Store(directory.resolve("store"));
        Path work = directory.resolve("work");
        MortalTraining training =
                training(store, data, work, "--job-repository", "jdbc:h2:file:" + directory.resolve("jobs"));

        training.dieAt("ingest");
        training.dieAt("fit");
        assertThat(training.dieAt("evaluate")).containsPattern("ingest" + KEPT).doesNotContainPattern("fit" + KEPT);
        assertThat(training.dieInWrite(3, When.AFTER))
                .containsPattern("ingest" + KEPT)
                .containsPattern("fit" + KEPT);
        assertThat(store.versions()).isEmpty();
        training.dieAt("promote");
        List<ModelVersion> published = store.versions();
        assertThat(training.dieInWrite(1, When.AFTER)).containsPattern("publish +v.*, kept from the run of ");
        assertThat(store.pointer().revision()).isEqualTo(1);
        String last = training.succeed();

        assertThat(last)
                .containsPattern("ingest" + KEPT)
                .containsPattern("fit" + KEPT)
                .contains("production, already revision 1", "promoted to production as revision 1");
        assertThat(store.versions()).hasSize(1).isEqualTo(published);
        assertThat(store.pointer().revision()).isEqualTo(1);
        store.assertSound();
        assertThat(store.registry().audit().all().faults()).isEmpty();
        assertThat(work.resolve("restart")).doesNotExist();
        assertThatItIsWhatAnUndisturbedRunMakes(store, data);

        assertThat(training.succeed()).doesNotContain("kept from").contains("revision 2");
    }

    private void assertThatItIsWhatAnUndisturbedRunMakes(Store store, Path data) throws IOException {
        Store other = new Store(directory.resolve("other"));
        Path classes = directory.resolve("classes.log");
        List<String> options = new ArrayList<>(HaltingStore.options(0, When.AFTER, Counted.WRITES));
        options.add("-Xlog:class+load:file=" + classes);

        training(other, data, directory.resolve("elsewhere")).run(0, options);

        assertThat(Files.readString(classes))
                .contains("org.springframework.batch.core")
                .doesNotContain("org.h2.", "org.postgresql.", "com.zaxxer.");
        ModelVersion ours = store.pointer().modelVersion();
        ModelVersion theirs = other.pointer().modelVersion();
        for (String key : List.of("models/%s.onnx", "baselines/%s_baseline.json")) {
            assertThat(store.read(key.formatted(ours))).isEqualTo(other.read(key.formatted(theirs)));
        }
        assertThat(comparable(store, ours)).isEqualTo(comparable(other, theirs));
    }

    private static String comparable(Store store, ModelVersion version) {
        return new String(store.read("metadata/" + version + ".json"), java.nio.charset.StandardCharsets.UTF_8)
                .replaceAll("\"(model_version|created_at|training_duration_seconds)\" : [^\n]*", "");
    }

    private static MortalTraining training(Store store, Path data, Path work, String... more) {
        List<String> args = new ArrayList<>(List.of("--data", data.toString(), "--work-dir", work.toString()));
        args.addAll(List.of(more));
        return new MortalTraining(store, args, Map.of());
    }
}
