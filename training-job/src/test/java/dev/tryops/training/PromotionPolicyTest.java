package dev.tryops.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.FileObjectStore;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.Objection;
import dev.tryops.registry.PointerState;
import dev.tryops.training.fit.Parity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromotionPolicyTest {

    private static final Parity GOOD = new Parity(1e-7, 100);

    @TempDir
    Path store;

    private ModelRegistry registry;
    private ModelVersion version;

    @BeforeEach
    void publishAModel() {
        Program.run("--synthetic", "400", "--store", store.toString(), "--no-auto-promote");
        registry = new ModelRegistry(FileObjectStore.at(store), Clock.systemUTC());
        version = registry.versions().findFirst().orElseThrow();
    }

    @Test
    void hasNothingAgainstAGoodModelWhereNothingServes() {
        assertThat(PromotionPolicy.local(registry).objections(new PromotionPolicy.Candidate(version, GOOD), serving()))
                .isEmpty();
    }

    @Test
    void namesEveryObjectionAtOnce() throws IOException {
        Path model = store.resolve("models/" + version + ".onnx");
        byte[] bytes = Files.readAllBytes(model);
        bytes[bytes.length / 2] ^= 1;
        Files.write(model, bytes);
        PromotionPolicy.Candidate candidate = new PromotionPolicy.Candidate(version, new Parity(0.1, 100));

        assertThat(PromotionPolicy.local(registry).objections(candidate, new PointerState.Corrupt("not JSON")))
                .extracting(Objection::code)
                .containsExactly("parity_failed", "digest_mismatch", "pointer_corrupt");
    }

    @Test
    void doesNotTakeNotANumberForAgreement() {
        PromotionPolicy.Candidate candidate =
                new PromotionPolicy.Candidate(version, new Parity(Double.POSITIVE_INFINITY, 100));

        assertThat(PromotionPolicy.local(registry).objections(candidate, serving()))
                .extracting(Objection::code)
                .containsExactly("parity_failed");
    }

    private PointerState serving() {
        return registry.serving(new EnvironmentName("production"));
    }
}
