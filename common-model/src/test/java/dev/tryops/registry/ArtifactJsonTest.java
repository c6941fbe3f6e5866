package dev.tryops.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryops.model.Baseline;
import dev.tryops.model.ModelMetadata;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ArtifactJsonTest {

    private static final String OF_THE_REFERENCE = """
            {"model_version": "v20260208_160016_2b35ca", "model_path": "s3://b/models/v20260208_160016_2b35ca.onnx",
             "metadata_path": "s3://b/m", "baseline_path": "s3://b/b", "schema_hash": "ddc5",
             "promoted_at": "2026-02-08T16:00:20.123456", "promoted_by": "training-pipeline",
             "promotion_reason": "Automated training deployment - Accuracy: 0.718",
             "previous_version": "v20260207_020001_aaaaaa", "rollback_to": "v20260207_020001_aaaaaa",
             "environment": "production", "approved": true, "something_new": {"x": 1}}
            """;

    @Test
    void metadataAndBaselineSurviveTheRoundTrip() throws Exception {
        ModelBundle bundle = TestBundles.bundle(TestBundles.version(1));

        byte[] metadata = ArtifactJson.encode(bundle.metadata());
        byte[] baseline = ArtifactJson.encode(bundle.baseline());

        assertThat(ArtifactJson.decode(metadata, ModelMetadata.class, "k")).isEqualTo(bundle.metadata());
        assertThat(ArtifactJson.decode(baseline, Baseline.class, "k")).isEqualTo(bundle.baseline());
    }

    @Test
    void metadataHasTheFieldsOfTheContract() {
        JsonNode json = JsonMapper.shared().readTree(ArtifactJson.encode(TestBundles.metadata(TestBundles.version(1))));

        assertThat(Set.copyOf(json.propertyNames()))
                .containsExactlyInAnyOrder(
                        "model_version",
                        "model_type",
                        "framework",
                        "format",
                        "schema",
                        "metrics",
                        "hyperparameters",
                        "training_samples",
                        "test_samples",
                        "training_duration_seconds",
                        "git_commit",
                        "created_by",
                        "created_at",
                        "data_sha256",
                        "seed",
                        "dependencies",
                        "opset",
                        "class_labels",
                        "positive_label",
                        "decision_threshold",
                        "adverse_class",
                        "coefficients",
                        "golden_rows");
        assertThat(List.copyOf(json.required("schema").propertyNames()))
                .containsExactly(
                        "structural_schema", "descriptive_stats", "feature_names", "n_features", "schema_hash");
        assertThat(List.copyOf(json.required("metrics").propertyNames()))
                .containsExactly("accuracy", "precision", "recall", "f1_score", "roc_auc", "log_loss", "brier_score");
        assertThat(json.at("/schema/structural_schema/0/dtype").asString()).isEqualTo("int64");
        assertThat(json.at("/class_labels/1").isNumber()).isTrue();
        assertThat(json.at("/golden_rows/0/expected_probability").isNumber()).isTrue();
    }

    @Test
    void baselineHasTheFieldsOfTheContract() {
        JsonNode json = JsonMapper.shared()
                .readTree(ArtifactJson.encode(
                        TestBundles.bundle(TestBundles.version(1)).baseline()));

        assertThat(List.copyOf(json.propertyNames()))
                .containsExactly("n_samples", "feature_statistics", "prediction_statistics");
        assertThat(List.copyOf(json.at("/feature_statistics/age").propertyNames()))
                .containsExactly("type", "mean", "std", "min", "max", "percentiles", "missing_rate", "histogram");
        assertThat(json.at("/feature_statistics/age/type").asString()).isEqualTo("numeric");
        assertThat(List.copyOf(json.at("/prediction_statistics").propertyNames()))
                .containsExactly("type", "mean_probability", "std_probability", "percentiles", "histogram");
    }

    @Test
    void readsAPointerOfTheReferenceAsRevisionZero() throws Exception {
        ServingPointer pointer = ArtifactJson.decodePointer(OF_THE_REFERENCE.getBytes(UTF_8), "k");

        assertThat(pointer.revision()).isZero();
        assertThat(pointer.hold()).isFalse();
        assertThat(pointer.promotedAt()).isEqualTo(Instant.parse("2026-02-08T16:00:20.123456Z"));
        assertThat(pointer.rollbackPath()).extracting(Object::toString).containsExactly("v20260207_020001_aaaaaa");
    }

    @Test
    void aPointerHasAllTwelveFieldsThatReadersOfTheReferenceLookFor() throws Exception {
        ServingPointer pointer = ArtifactJson.decodePointer(OF_THE_REFERENCE.getBytes(UTF_8), "k");

        assertThat(JsonMapper.shared().readTree(ArtifactJson.encode(pointer)).propertyNames())
                .contains(
                        "model_version",
                        "model_path",
                        "metadata_path",
                        "baseline_path",
                        "schema_hash",
                        "promoted_at",
                        "promoted_by",
                        "promotion_reason",
                        "previous_version",
                        "rollback_to",
                        "environment",
                        "approved");
    }

    @Test
    void refusesAPointerWithoutOneOfTheReferencesFields() {
        for (String field : List.of("model_version", "schema_hash", "promoted_at", "environment", "approved")) {
            String without = OF_THE_REFERENCE.replace("\"" + field + "\"", "\"x_" + field + "\"");

            assertThatThrownBy(() -> ArtifactJson.decodePointer(without.getBytes(UTF_8), "serving/production.json"))
                    .isInstanceOf(CorruptArtifact.class)
                    .hasMessageContaining("serving/production.json")
                    .hasMessageContaining(field);
        }
    }

    @TestFactory
    Stream<DynamicTest> refusesAnyRequiredFieldThatIsMissingOrNull() {
        ModelBundle bundle = TestBundles.bundle(TestBundles.version(1));
        Manifest manifest = new Manifest(
                bundle.version(),
                "schema",
                TestBundles.CREATED,
                Map.of("model", "0".repeat(64), "metadata", "0".repeat(64), "baseline", "0".repeat(64)));
        return Stream.of(
                        withoutEachField(manifest, Manifest.class, Set.of()),
                        withoutEachField(bundle.baseline(), Baseline.class, Set.of()),
                        withoutEachField(
                                bundle.metadata(),
                                ModelMetadata.class,
                                Set.of("git_commit", "framework", "format", "created_by")))
                .flatMap(tests -> tests);
    }

    private static Stream<DynamicTest> withoutEachField(Object artifact, Class<?> type, Set<String> optional) {
        ObjectNode whole = (ObjectNode) JsonMapper.shared().readTree(ArtifactJson.encode(artifact));
        return List.copyOf(whole.propertyNames()).stream()
                .filter(field -> !optional.contains(field))
                .flatMap(field -> Stream.of(
                                whole.deepCopy().without(field),
                                whole.deepCopy().putNull(field))
                        .map(json -> DynamicTest.dynamicTest(
                                type.getSimpleName() + " with " + field + (json.has(field) ? " null" : " missing"),
                                () -> assertThatThrownBy(() -> ArtifactJson.decode(
                                                JsonMapper.shared().writeValueAsBytes(json), type, "k"))
                                        .isInstanceOf(CorruptArtifact.class))));
    }

    @Test
    void refusesAPointerWithNullInItsPath() {
        RegistryUnderTest on = new RegistryUnderTest();
        on.publish(TestBundles.version(1));
        on.promote(TestBundles.version(1));
        String pointer = new String(on.inForce(RegistryUnderTest.PRODUCTION).bytes(), UTF_8);
        String withNull = pointer.replaceAll("\"rollback_path\" : \\[ *\\]", "\"rollback_path\" : [null]");

        assertThat(withNull).isNotEqualTo(pointer);
        assertThatThrownBy(() -> ArtifactJson.decodePointer(withNull.getBytes(UTF_8), "k"))
                .isInstanceOf(CorruptArtifact.class);
    }

    @Test
    void refusesWhatIsNoJson() {
        for (String text : List.of("", "not json", "[]", "null", "{\"model_version\": 1}", OF_THE_REFERENCE + "}")) {
            assertThatThrownBy(() -> ArtifactJson.decodePointer(text.getBytes(UTF_8), "k"))
                    .as(text)
                    .isInstanceOf(CorruptArtifact.class);
        }
    }

    @Test
    void refusesADuplicateKey() {
        String twice = OF_THE_REFERENCE.replace("\"approved\": true", "\"approved\": false, \"approved\": true");

        assertThatThrownBy(() -> ArtifactJson.decodePointer(twice.getBytes(UTF_8), "k"))
                .isInstanceOf(CorruptArtifact.class)
                .hasMessageContaining("approved");
    }
}
