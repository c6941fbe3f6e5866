package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.ClassCoefficients;
import dev.tryops.model.ClassCoefficients.Term;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import dev.tryops.model.GoldenRow;
import dev.tryops.registry.ModelBundle;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A feature that bears the name of the tensor of all features. */
class FeatureNamedInputTest {

    @TempDir
    Path store;

    @Test
    void theShapeTellsTheFeatureFromTheTensorOfAll() {
        try (RunningApi api = new RunningApi(store)) {
            api.serve(model());
            api.awaitReady();
            String rest = "{'name':'debt_ratio','shape':[1],'datatype':'FP64','data':[0.2]},"
                    + "{'name':'member','shape':[1],'datatype':'BOOL','data':[true]}";

            JsonNode all = outputs(api, "{'name':'input','shape':[1,3],'datatype':'FP64','data':[30,0.2,1]}");
            JsonNode columns = outputs(api, "{'name':'input','shape':[1],'datatype':'INT64','data':[30]}," + rest);
            JsonNode nested = outputs(api, "{'name':'input','shape':[1,1],'datatype':'INT64','data':[[30]]}," + rest);

            assertThat(columns).isEqualTo(all);
            assertThat(nested).isEqualTo(all);
        }
    }

    private static JsonNode outputs(RunningApi api, String inputs) {
        return InferenceClient.json(api, "{'inputs':[" + inputs + "]}").json().required("outputs");
    }

    private static ModelBundle model() {
        ClassCoefficients ages = TestModels.coefficients(0);
        ClassCoefficients renamed = new ClassCoefficients(
                0,
                ages.features().stream()
                        .map(term -> new Term(name(term.name()), null, term.weight(), term.mean(), term.std()))
                        .toList());
        FeatureSchema schema = new FeatureSchema(TestModels.SCHEMA.features().stream()
                .map(feature -> new Feature(name(feature.name()), feature.position(), feature.dtype(), false))
                .toList());
        List<GoldenRow> rows = TestModels.goldenRows(ages).stream()
                .map(row -> {
                    Map<String, Object> features = new LinkedHashMap<>();
                    row.features().forEach((name, value) -> features.put(name(name), value));
                    return new GoldenRow(features, row.expectedProbability());
                })
                .toList();
        return TestModels.bundle(
                TestModels.metadata(TestModels.version(1), schema, TestModels.LABELS, 0, Map.of("1", renamed), rows),
                TestModels.graph(ages, UnaryOperator.identity()));
    }

    private static String name(String feature) {
        return feature.equals("age") ? "input" : feature;
    }
}
