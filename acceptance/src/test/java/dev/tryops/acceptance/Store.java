package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.ClassCoefficients;
import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ModelMetadata;
import dev.tryops.model.ModelVersion;
import dev.tryops.model.Sha256;
import dev.tryops.registry.Artifact;
import dev.tryops.registry.FetchResult;
import dev.tryops.registry.HistoryEntry;
import dev.tryops.registry.Justification;
import dev.tryops.registry.ModelBundle;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.ObjectStore;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.PromotionResult;
import dev.tryops.registry.PublishResult;
import dev.tryops.registry.ServingPointer;
import dev.tryops.registry.StoreLocation;
import dev.tryops.registry.kms.SignatureSettings;
import dev.tryops.registry.s3.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A directory store as the tests look at it: through the registry, and behind its back. */
record Store(String location, Map<String, String> variables) {

    static final EnvironmentName PRODUCTION = new EnvironmentName("production");

    Store(Path root) {
        this(root.toString(), Map.of());
    }

    /** Where a directory store lies. */
    Path root() {
        return Path.of(location);
    }

    ObjectStore objects() {
        return Stores.open(StoreLocation.resolve(location, variables), variables);
    }

    /** Signs and believes what the variables say: without any, nothing is signed and everything believed. */
    ModelRegistry registry() {
        return new ModelRegistry(objects(), Clock.systemUTC(), SignatureSettings.policy(variables));
    }

    /** The same store as seen with {@code more} variables. */
    Store with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(variables);
        all.putAll(more);
        return new Store(location, all);
    }

    List<ModelVersion> versions() {
        return registry().versions().toList();
    }

    PointerState.InForce inForce() {
        return (PointerState.InForce) registry().serving(PRODUCTION);
    }

    ServingPointer pointer() {
        return inForce().pointer();
    }

    void promote(ModelVersion version) {
        ModelRegistry registry = registry();
        assertThat(registry.promote(
                        PRODUCTION, version, registry.serving(PRODUCTION), new Justification("acceptance", "test")))
                .isInstanceOf(PromotionResult.Promoted.class);
    }

    ModelMetadata metadata(ModelVersion version) {
        return registry().metadata(version).orElseThrow();
    }

    /** What the trainer's mathematics gives a row of features. */
    double probability(ModelVersion version, Map<String, ? extends Number> row) {
        ClassCoefficients coefficients = metadata(version).positiveCoefficients();
        double score = coefficients.bias();
        for (ClassCoefficients.Term term : coefficients.features()) {
            score += term.contribution(row.get(term.name()).doubleValue());
        }
        return 1 / (1 + Math.exp(-score));
    }

    /** What serves can be fetched whole, and every revision down to the first is chained to the one before. */
    void assertSound() {
        assertThat(registry().fetch(pointer())).isInstanceOf(FetchResult.Fetched.class);
        assertUnbrokenChain();
    }

    void assertUnbrokenChain() {
        List<HistoryEntry> history = registry().history(PRODUCTION, 100_000);
        assertThat(history).hasSize((int) pointer().revision());
        for (int i = 0; i < history.size(); i++) {
            assertThat(history.get(i)).isInstanceOf(HistoryEntry.Recorded.class);
            ServingPointer entry = ((HistoryEntry.Recorded) history.get(i)).pointer();
            assertThat(entry.revision()).isEqualTo(history.size() - i);
            if (entry.revision() > 1) {
                assertThat(entry.previousPointerSha256()).isEqualTo(Sha256.hex(snapshot(entry.revision() - 1)));
            }
        }
    }

    private byte[] snapshot(long revision) {
        return read("serving/history/production_%010d.json".formatted(revision));
    }

    byte[] read(String key) {
        return objects().read(key).orElseThrow().bytes();
    }

    void overwrite(String key, byte[] bytes) {
        try {
            Files.write(root().resolve(key), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Publishes what is published as {@code version} once more, with {@code report} as a part of it. */
    void publishAnew(ModelVersion version, byte[] report) {
        FetchResult.Fetched bundle = (FetchResult.Fetched) registry().fetch(version);
        objects().delete("manifests/" + version + ".json");
        objects().delete(Artifact.REPORT.key(version));
        assertThat(registry()
                        .publish(new ModelBundle(
                                bundle.onnx(),
                                bundle.metadata(),
                                bundle.baseline(),
                                Optional.of(report),
                                Optional.empty())))
                .isInstanceOf(PublishResult.Published.class);
    }

    /** Another directory, seen with the same variables. */
    Store at(Path other) {
        return new Store(other.toString(), variables);
    }

    /** A copy of its own under {@code target}. */
    Store copyTo(Path target) {
        try (Stream<Path> files = Files.walk(root())) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(root().relativize(file).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return at(target);
    }
}
