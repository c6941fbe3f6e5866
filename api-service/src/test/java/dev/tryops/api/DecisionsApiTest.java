package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tryops.model.ClassCoefficients;
import dev.tryops.model.ClassCoefficients.Term;
import dev.tryops.model.ClassLabel;
import dev.tryops.model.GoldenRow;
import dev.tryops.model.ModelMetadata;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.ModelBundle;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is decided where the probabilities leave two answers open, or the metadata turns them round. */
class DecisionsApiTest {

    private static final ModelVersion VERSION = TestModels.version(1);
    private static final String ROW = "{\"age\":30,\"debt_ratio\":0.2,\"member\":true}";

    @TempDir
    Path store;

    @Test
    void ofEquallyLikelyClassesTheFirstIsDecidedFor() {
        JsonNode answer = answerOf(threeClasses(-1, 0, 0));

        assertThat(answer.at("/probabilities/b")).isEqualTo(answer.at("/probabilities/c"));
        assertThat(answer.required("prediction_class").asInt()).isEqualTo(1);
        assertThat(answer.required("prediction_label").asString()).isEqualTo("b");
    }

    @Test
    void theThresholdItselfIsEnough() {
        ClassCoefficients nothing = weightless(0);
        ModelMetadata metadata = metadata(nothing, "1", 0.5);

        JsonNode answer = answerOf(TestModels.bundle(metadata, TestModels.graph(nothing, UnaryOperator.identity())));

        assertThat(answer.required("prediction").toString()).isEqualTo("0.5");
        assertThat(answer.required("prediction_class").asInt()).isEqualTo(1);
    }

    @Test
    void theThresholdIsTheModels() {
        ClassCoefficients coefficients = TestModels.coefficients(2);
        double probability = TestModels.probability(coefficients, 30, 0.2, 1);
        ModelMetadata metadata = metadata(coefficients, "1", 0.9);

        JsonNode answer =
                answerOf(TestModels.bundle(metadata, TestModels.graph(coefficients, UnaryOperator.identity())));

        assertThat(probability).isBetween(0.5, 0.9);
        assertThat(answer.required("prediction").asDouble()).isCloseTo(probability, within(1e-6));
        assertThat(answer.required("prediction_class").asInt()).isZero();
        assertThat(answer.required("prediction_label").asInt()).isZero();
    }

    @Test
    void thePositiveClassMayBeTheFirst() {
        ClassCoefficients ofTheLast = TestModels.coefficients(0);
        ClassCoefficients ofTheFirst = new ClassCoefficients(
                0,
                ofTheLast.features().stream()
                        .map(term -> new Term(term.name(), null, -term.weight(), term.mean(), term.std()))
                        .toList());
        ModelMetadata metadata = metadata(ofTheFirst, "0", 0.5);

        JsonNode answer = answerOf(TestModels.bundle(metadata, TestModels.graph(ofTheLast, UnaryOperator.identity())));

        assertThat(answer.required("prediction").asDouble())
                .isCloseTo(TestModels.probability(ofTheFirst, 30, 0.2, 1), within(1e-6))
                .isGreaterThan(0.5);
        assertThat(answer.required("prediction_class").asInt()).isZero();
        assertThat(answer.required("prediction_label").asInt()).isZero();
    }

    /** The native answer, which the other routes agree with. */
    private JsonNode answerOf(ModelBundle bundle) {
        try (RunningApi api = new RunningApi(store)) {
            api.serve(bundle);
            api.awaitReady();
            JsonNode answer =
                    api.post("/v1/predict", "{\"features\":" + ROW + "}").json();
            JsonNode outputs = InferenceClient.json(
                            api, "{'inputs':[{'name':'input','shape':[1,3],'datatype':'FP64','data':[30,0.2,1]}]}")
                    .json()
                    .required("outputs");
            JsonNode scored =
                    api.post("/invocations", "{\"instances\":[" + ROW + "]}").json();
            assertThat(outputs.get(1).at("/data/0")).isEqualTo(answer.required("prediction_class"));
            assertThat(scored.at("/predictions/0").toString())
                    .isEqualTo(answer.required("prediction").toString());
            return answer;
        }
    }

    private static ModelMetadata metadata(ClassCoefficients coefficients, String positive, double threshold) {
        return TestModels.metadata(
                VERSION,
                TestModels.SCHEMA,
                TestModels.LABELS,
                ClassLabel.ofNumber(positive),
                threshold,
                0,
                Map.of(positive, coefficients),
                TestModels.goldenRows(coefficients));
    }

    private static ClassCoefficients weightless(double bias) {
        return new ClassCoefficients(
                bias,
                TestModels.SCHEMA.names().stream()
                        .map(name -> new Term(name, null, 0, 0, 1))
                        .toList());
    }

    /** Classes a, b and c, whose scores are the same for every row. */
    private static ModelBundle threeClasses(double... scores) {
        List<ClassLabel> labels =
                List.of("a", "b", "c").stream().map(ClassLabel::ofText).toList();
        double highest = 1 / (Math.exp(scores[0]) + Math.exp(scores[1]) + Math.exp(scores[2]));
        Map<String, ClassCoefficients> coefficients = labels.stream()
                .collect(Collectors.toMap(ClassLabel::text, label -> weightless(scores[labels.indexOf(label)])));
        List<GoldenRow> rows = TestModels.goldenRows(weightless(0)).stream()
                .map(row -> new GoldenRow(row.features(), highest))
                .toList();
        float[] bias = {(float) scores[0], (float) scores[1], (float) scores[2]};
        return TestModels.bundle(
                TestModels.metadata(VERSION, TestModels.SCHEMA, labels, 0, coefficients, rows),
                TestModels.graph(
                        weightless(0),
                        graph -> graph.setOutput(0, TestModels.tensor("probabilities", 3))
                                .setInitializer(2, TestModels.floats("weights", new float[9], 3, 3))
                                .setInitializer(3, TestModels.floats("bias", bias, 3))));
    }
}
