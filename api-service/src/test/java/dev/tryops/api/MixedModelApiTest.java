package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tryops.api.RunningApi.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A model with a text column and three classes. */
class MixedModelApiTest {

    @TempDir
    static Path store;

    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = new RunningApi(store);
        api.serve(MixedModel.bundle(TestModels.version(1)));
        api.awaitReady();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"north", "Île-de-France", "東京", "🏝 island", "never seen", ""})
    void everyCategoryCountsAsTheFormulaSays(String region) {
        JsonNode answer = predict("{\"age\":30,\"debt_ratio\":0.2,\"region\":\"" + region + "\"}")
                .json();

        double[] expected = MixedModel.probabilities(30, region, 0.2);
        JsonNode probabilities = answer.required("probabilities");
        for (int k = 0; k < expected.length; k++) {
            assertThat(probabilities.required(MixedModel.CLASSES.get(k)).asDouble())
                    .isCloseTo(expected[k], within(1e-6));
        }
        int best = IntStream.range(0, 3)
                .boxed()
                .max((a, b) -> Double.compare(expected[a], expected[b]))
                .orElseThrow();
        assertThat(answer.required("prediction_class").asInt()).isEqualTo(best);
        assertThat(answer.required("prediction_label").asString()).isEqualTo(MixedModel.CLASSES.get(best));
        assertThat(answer.required("prediction").asDouble()).isCloseTo(expected[best], within(1e-6));
    }

    @Test
    void aMissingTextIsLikeAnUnknownOneWhereTheModelTakesIt() {
        JsonNode absent = predict("{\"age\":30,\"debt_ratio\":0.2}").json();
        JsonNode none =
                predict("{\"age\":30,\"debt_ratio\":0.2,\"region\":null}").json();

        assertThat(absent.required("probabilities")).isEqualTo(none.required("probabilities"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'age':30,'debt_ratio':0.2,'region':7}        | wrong_type",
                "{'age':'30','debt_ratio':0.2,'region':'north'}| wrong_type",
                "{'age':30,'debt_ratio':0.2,'region':true}     | wrong_type",
                "{'age':30,'debt_ratio':0.2,'region':['north']}| wrong_type",
                "{'age':30,'debt_ratio':0.2,'region':'\\ud800'}| not_unicode",
                "{'age':30,'debt_ratio':0.2,'region':'a\\u0000b'}| nul_character",
                "{'age':null,'debt_ratio':0.2,'region':'north'}| null_not_allowed",
            },
            quoteCharacter = '`')
    void refusesWhatIsNoTextForTextAndTheOtherWayRound(String features, String code) {
        Answer answer = predict(features.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().required("errors").get(0).required("code").asString())
                .isEqualTo(code);
    }

    @Test
    void aBatchIsBitForBitItsRows() {
        List<String> rows = List.of(
                "{\"age\":30,\"debt_ratio\":0.2,\"region\":\"north\"}",
                "{\"region\":\"東京\",\"age\":61,\"debt_ratio\":0.9}",
                "{\"age\":45,\"debt_ratio\":0}");
        JsonNode batch = api.post("/v1/predict/batch", "{\"instances\":[" + String.join(",", rows) + "]}")
                .json();

        for (int i = 0; i < rows.size(); i++) {
            assertThat(batch.required("predictions").get(i).required("probabilities"))
                    .isEqualTo(predict(rows.get(i)).json().required("probabilities"));
        }
    }

    private static Answer predict(String features) {
        return api.post("/v1/predict", "{\"features\":" + features + "}");
    }
}
