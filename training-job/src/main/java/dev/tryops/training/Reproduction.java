package dev.tryops.training;

import dev.tryops.model.Baseline;
import dev.tryops.model.ModelMetadata;
import dev.tryops.registry.ArtifactJson;
import dev.tryops.registry.FetchResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a model that was trained again differs from what was published.
 *
 * @param differences in the model itself; none if it is byte-identical
 * @param circumstances what else is not as it was: where these differ, a difference in the model is no surprise
 */
record Reproduction(List<String> differences, List<String> circumstances) {

    private static final Set<String> TIMES = Set.of("model_version", "created_at", "training_duration_seconds");
    private static final Set<String> CIRCUMSTANCES = Set.of("git_commit", "dependencies");

    static Reproduction of(FetchResult.Fetched then, byte[] onnx, ModelMetadata metadata, Baseline baseline) {
        List<String> differences = new ArrayList<>();
        if (!Arrays.equals(then.onnx(), onnx)) {
            differences.add("the ONNX file");
        }
        if (!Arrays.equals(ArtifactJson.encode(then.baseline()), ArtifactJson.encode(baseline))) {
            differences.add("the baseline");
        }
        List<String> circumstances = new ArrayList<>();
        JsonNode before = tree(then.metadata());
        JsonNode after = tree(metadata);
        for (String field : before.propertyNames()) {
            if (!TIMES.contains(field) && !before.path(field).equals(after.path(field))) {
                (CIRCUMSTANCES.contains(field) ? circumstances : differences).add(field);
            }
        }
        return new Reproduction(differences, circumstances);
    }

    /** As it is stored. */
    private static JsonNode tree(ModelMetadata metadata) {
        return JsonMapper.shared().readTree(ArtifactJson.encode(metadata));
    }

    boolean isIdentical() {
        return differences.isEmpty();
    }

    String sentence() {
        String model = isIdentical()
                ? "trained again, byte for byte the same but for version and time"
                : "trained again, not the same: it differs in " + String.join(", ", differences);
        return circumstances.isEmpty() ? model : model + "; other than then: " + String.join(", ", circumstances);
    }
}
