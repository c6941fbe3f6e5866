package dev.tryops.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ExitCode;
import dev.tryops.registry.FetchResult;
import dev.tryops.registry.FileObjectStore;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.TestKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedTrainingTest {

    private static final EnvironmentName PRODUCTION = new EnvironmentName("production");

    @TempDir
    Path directory;

    private final TestKey key = TestKey.generate();
    private final Map<String, String> variables = new HashMap<>();
    private Path store;

    @BeforeEach
    void requireSignatures() throws IOException {
        store = directory.resolve("store");
        String trusted = key.publicFile(directory.resolve("key.pub.pem"));
        variables.put("MODEL_TRUSTED_BUNDLE_KEYS", trusted);
        variables.put("MODEL_TRUSTED_PROMOTION_KEYS", trusted);
        variables.put("MODEL_SIGNING_KEY", key.privateFile(directory.resolve("key.pem")));
    }

    @Test
    void signsWhatItPublishesAndPromotes() {
        assertThat(train().code()).isEqualTo(ExitCode.DONE);

        ModelRegistry reader = new ModelRegistry(FileObjectStore.at(store), Clock.systemUTC(), key.required());
        PointerState.InForce pointer = (PointerState.InForce) reader.serving(PRODUCTION);
        assertThat(reader.refusalOf(pointer, PRODUCTION, Optional.empty())).isEmpty();
        assertThat(reader.fetch(pointer.pointer())).isInstanceOf(FetchResult.Fetched.class);
    }

    @Test
    void promotesNothingOverAPointerThatNobodySigned() throws IOException {
        train();
        Path pointer = store.resolve("serving/production.json");
        String forged = Files.readString(pointer).replace("Automated", "Forged");
        Files.writeString(pointer, forged);

        Program run = train();

        assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.out() + run.err()).contains("signature_missing");
        assertThat(pointer).hasContent(forged);
    }

    @Test
    void saysBeforeItTrainsThatItCannotSign() {
        variables.remove("MODEL_SIGNING_KEY");

        Program run = train();

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("MODEL_SIGNING_KEY");
        assertThat(store).doesNotExist();
    }

    @Test
    void publishesNothingThatNoReaderTrusts() throws IOException {
        variables.put("MODEL_SIGNING_KEY", TestKey.generate().privateFile(directory.resolve("stranger.pem")));

        Program run = train();

        assertThat(run.code()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.err()).contains("not trusted for tryops.bundle.v1");
        assertThat(store.resolve("manifests")).doesNotExist();
    }

    private Program train() {
        return Program.run(variables, "--synthetic", "400", "--store", store.toString());
    }
}
