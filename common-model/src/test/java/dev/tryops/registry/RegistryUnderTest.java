package dev.tryops.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ModelVersion;
import dev.tryops.model.Sha256;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** A registry over an honest map, with the few words that tests about it share. */
final class RegistryUnderTest {

    static final EnvironmentName PRODUCTION = new EnvironmentName("production");
    static final Justification WHY = new Justification("someone", "because");
    private static final ModelVersion V1 = TestBundles.version(1);

    final InMemoryObjectStore store = new InMemoryObjectStore();
    final ModelRegistry registry = new ModelRegistry(store, Clock.fixed(TestBundles.CREATED, ZoneOffset.UTC));

    static final String REFERENCE_POINTER = """
            {"model_version": "v20260208_160016_2b35ca", "model_path": "s3://b/m", "metadata_path": "s3://b/d",
             "baseline_path": "s3://b/b", "schema_hash": "ddc5", "promoted_at": "2026-02-08T16:00:20Z",
             "promoted_by": "training-pipeline", "promotion_reason": "r", "previous_version": null,
             "rollback_to": "v20260207_020001_aaaaaa", "environment": "production", "approved": true}
            """;

    void publish(ModelVersion... versions) {
        for (ModelVersion version : versions) {
            registry.publish(TestBundles.bundle(version));
        }
    }

    PromotionResult promote(ModelVersion version) {
        return registry.promote(PRODUCTION, version, registry.serving(PRODUCTION), WHY);
    }

    PromotionResult rollback() {
        return registry.rollback(PRODUCTION, registry.serving(PRODUCTION), WHY);
    }

    PromotionResult unhold() {
        return registry.unhold(PRODUCTION, registry.serving(PRODUCTION), WHY);
    }

    int promoteWithRetry(int times) {
        int done = 0;
        while (done < times) {
            switch (promote(V1)) {
                case PromotionResult.Promoted promoted -> done++;
                case PromotionResult.LostRace lost -> {} // decided anew on what the winner left
                case PromotionResult.Rejected rejected -> throw new AssertionError(rejected);
                case PromotionResult.Unknown unknown -> throw new AssertionError(unknown);
            }
        }
        return done;
    }

    void assertUnbrokenChain(int revisions) {
        List<HistoryEntry> history = registry.history(PRODUCTION, revisions + 10);
        assertThat(history).hasSize(revisions).allMatch(entry -> entry instanceof HistoryEntry.Recorded);
        for (int i = 0; i < revisions - 1; i++) {
            long before = history.get(i + 1).revision();
            byte[] snapshot = store.read("serving/history/production_%010d.json".formatted(before))
                    .orElseThrow()
                    .bytes();
            assertThat(((HistoryEntry.Recorded) history.get(i)).pointer().previousPointerSha256())
                    .isEqualTo(Sha256.hex(snapshot));
        }
    }

    void publishWithMetadata(ModelVersion version, java.util.function.UnaryOperator<String> edit) {
        InMemoryObjectStore source = new InMemoryObjectStore();
        new ModelRegistry(source, Clock.systemUTC()).publish(TestBundles.bundle(version));
        String key = Artifact.METADATA.key(version);
        String before = new String(source.read(key).orElseThrow().bytes(), UTF_8);
        String after = edit.apply(before);
        assertThat(after).isNotEqualTo(before);
        source.keysUnder("", null, 100).forEach(k -> {
            String text = new String(source.read(k).orElseThrow().bytes(), UTF_8);
            // An attacker who can write the bucket adjusts the digest in the manifest as well.
            text = k.equals(key) ? after : text.replace(Sha256.hex(bytes(before)), Sha256.hex(bytes(after)));
            store.create(k, bytes(text));
        });
    }

    PointerState.InForce inForce(EnvironmentName environment) {
        return (PointerState.InForce) registry.serving(environment);
    }

    Optional<Reason> judge(PointerState.InForce pointer) {
        return registry.refusalOf(pointer, PRODUCTION, Optional.empty()).map(Refusal::reason);
    }

    static PointerState.InForce edit(PointerState.InForce pointer, String from, String to) {
        String text = new String(pointer.bytes(), UTF_8);
        assertThat(text).contains(from);
        byte[] bytes = bytes(text.replace(from, to));
        try {
            return new PointerState.InForce(ArtifactJson.decodePointer(bytes, "k"), bytes, Sha256.hex(bytes));
        } catch (CorruptArtifact e) {
            throw new AssertionError(e);
        }
    }

    static ServingPointer edited(ServingPointer pointer, String field, String value) {
        String text = new String(ArtifactJson.encode(pointer), UTF_8)
                .replaceAll("\"" + field + "\" : \"[^\"]*\"", "\"" + field + "\" : \"" + value + "\"");
        try {
            return ArtifactJson.decodePointer(bytes(text), "k");
        } catch (CorruptArtifact e) {
            throw new AssertionError(e);
        }
    }

    static ServingPointer promoted(PromotionResult result) {
        assertThat(result).isInstanceOf(PromotionResult.Promoted.class);
        return ((PromotionResult.Promoted) result).now();
    }

    static List<String> objections(PromotionResult result) {
        assertThat(result).isInstanceOf(PromotionResult.Rejected.class);
        return ((PromotionResult.Rejected) result)
                .objections().stream().map(Objection::code).toList();
    }

    static Refusal refused(FetchResult result) {
        assertThat(result).isInstanceOf(Refusal.class);
        return (Refusal) result;
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
