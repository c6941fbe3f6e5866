package dev.tryops.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.tryops.api.RunningApi.Answer;
import dev.tryops.registry.ModelBundle;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What {@code ?explain=true} adds to an answer; the expected values are worked out here, by hand or by the formula. */
class ExplainApiTest {

    /** Score: 0.8 · (age − 45)/10 − 0.6 · (debt_ratio − 0.35)/0.15 + 0.4 · (member − 0.5)/0.5. */
    private static final ModelBundle ADVERSE_IS_NEGATIVE = TestModels.bundle(TestModels.version(1), 0, 0);

    private static final ModelBundle ADVERSE_IS_POSITIVE = TestModels.bundle(TestModels.version(2), 0, 1);
    private static final ModelBundle MIXED = MixedModel.bundle(TestModels.version(3));

    private static final ModelBundle STRICT = TestModels.bundle(TestModels.version(4), -9, 0);

    @TempDir
    static Path store;

    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = new RunningApi(store);
        List.of(ADVERSE_IS_NEGATIVE, ADVERSE_IS_POSITIVE, MIXED, STRICT).forEach(api.registry::publish);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    // the sum

    @Test
    void saysWhatEachFeatureAddsToTheLogOddsOfThePositiveClass() {
        serve(ADVERSE_IS_NEGATIVE);

        JsonNode answer = explained("{'member':true,'age':30,'debt_ratio':0.2}");

        JsonNode contributions = answer.required("contributions");
        assertThat(List.copyOf(contributions.propertyNames())).containsExactly("bias", "features", "logit");
        assertThat(List.copyOf(contributions.required("features").propertyNames()))
                .containsExactly("age", "debt_ratio", "member");
        assertThat(contributions.required("bias").asDouble()).isZero();
        assertThat(feature(answer, "age")).isCloseTo(-1.2, within(1e-6));
        assertThat(feature(answer, "debt_ratio")).isCloseTo(0.6, within(1e-6));
        assertThat(feature(answer, "member")).isCloseTo(0.4, within(1e-6));
        assertThat(contributions.required("logit").asDouble()).isCloseTo(-0.2, within(1e-6));
        assertThat(answer.required("prediction").asDouble()).isCloseTo(1 / (1 + Math.exp(0.2)), within(1e-5));
    }

    @Test
    void theContributionsOfEveryRowSumToItsLogitAndTheLogitGivesThePrediction() {
        serve(ADVERSE_IS_NEGATIVE);
        Random random = new Random(7);
        String rows = IntStream.range(0, 200)
                .mapToObj(i -> "{'age':%d,'debt_ratio':%s,'member':%d}"
                        .formatted(random.nextInt(-50, 200), random.nextDouble(-3, 4), random.nextInt(2)))
                .collect(Collectors.joining(","));

        JsonNode predictions = post("/v1/predict/batch?explain=true", "{'instances':[" + rows + "]}")
                .json()
                .required("predictions");

        assertThat(predictions.size()).isEqualTo(200);
        predictions.forEach(row -> {
            double logit = row.required("contributions").required("logit").asDouble();
            assertThat(sum(row)).isCloseTo(logit, within(1e-6 * Math.max(1, Math.abs(logit))));
            assertThat(row.required("prediction").asDouble()).isCloseTo(1 / (1 + Math.exp(-logit)), within(1e-5));
        });
    }

    @Test
    void ofMoreClassesItIsTheScoreOfTheOneDecidedFor() {
        serve(MIXED);

        JsonNode answer = explained("{'age':30,'region':'north','debt_ratio':0.2}");

        assertThat(answer.required("prediction_label").asString()).isEqualTo("reject");
        assertThat(answer.at("/contributions/bias").asDouble()).isEqualTo(-0.2);
        assertThat(feature(answer, "age")).isCloseTo(-0.7 * (30 - 45) / 10, within(1e-6));
        assertThat(feature(answer, "region")).isCloseTo(-0.1, within(1e-6));
        assertThat(feature(answer, "debt_ratio")).isCloseTo(0.6 * (0.2 - 0.35) / 0.15, within(1e-6));
        assertThat(answer.at("/contributions/logit").asDouble()).isCloseTo(0.15, within(1e-6));
        assertThat(sum(answer)).isCloseTo(answer.at("/contributions/logit").asDouble(), within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "'never seen'"})
    void whatTheModelDoesNotKnowAddsNothing(String region) {
        serve(MIXED);

        JsonNode answer = explained("{'age':30,'debt_ratio':0.2,'region':" + region + "}");

        assertThat(feature(answer, "region")).isZero();
        double[] expected = MixedModel.probabilities(30, "", 0.2);
        assertThat(answer.required("prediction").asDouble())
                .isCloseTo(java.util.Arrays.stream(expected).max().orElseThrow(), within(1e-6));
    }

    // the reasons

    @Test
    void namesWhatLoweredTheScoreOfACaseThatIsTurnedDown() {
        serve(ADVERSE_IS_NEGATIVE);

        // age −0.8, debt_ratio −1.8, member −0.4
        assertThat(reasons(explained("{'age':35,'debt_ratio':0.8,'member':false}")))
                .containsExactly("debt_ratio", "age", "member");
        // age −2, debt_ratio +0.6, member +0.4
        assertThat(reasons(explained("{'age':20,'debt_ratio':0.2,'member':true}")))
                .containsExactly("age");
    }

    @Test
    void whereThePositiveClassIsTheAdverseOneItNamesWhatRaisedItsScore() {
        serve(ADVERSE_IS_POSITIVE);

        // age +1.2, debt_ratio −0.6, member +0.4
        assertThat(reasons(explained("{'age':60,'debt_ratio':0.5,'member':true}")))
                .containsExactly("age", "member");
        assertThat(explained("{'age':30,'debt_ratio':0.5,'member':false}").has("reasons"))
                .isFalse();
    }

    @Test
    void ofMoreClassesItNamesWhatPutTheLikeliestOtherOneBehind() {
        serve(MIXED);

        // approve is next; approve − reject: age −2.25, region 0.6, debt_ratio 1.2
        assertThat(reasons(explained("{'age':30,'region':'north','debt_ratio':0.2}")))
                .containsExactly("age");
        // review is next, as approve has −3.56; review − reject: age −0.56, region −0.6, debt_ratio −1.3333
        assertThat(reasons(explained("{'age':38,'region':'Île-de-France','debt_ratio':0.85}")))
                .containsExactly("debt_ratio", "region", "age");
    }

    @Test
    void givesAnEmptyListWhereTheBiasAloneTurnsACaseDown() {
        serve(STRICT);

        JsonNode answer = explained("{'age':60,'debt_ratio':0.1,'member':true}");

        assertThat(answer.required("prediction_class").asInt()).isZero();
        assertThat(answer.at("/contributions/bias").asDouble()).isEqualTo(-9);
        assertThat(reasons(answer)).isEmpty();
    }

    @Test
    void givesNoReasonsForACaseThatIsNotTurnedDown() {
        serve(ADVERSE_IS_NEGATIVE);

        assertThat(explained("{'age':60,'debt_ratio':0.1,'member':true}").has("reasons"))
                .isFalse();
    }

    @Test
    void everyRowOfABatchIsExplainedLikeARequestOfItsOwn() {
        serve(ADVERSE_IS_NEGATIVE);
        List<String> rows = List.of(
                "{'age':60,'debt_ratio':0.1,'member':true}",
                "{'age':35,'debt_ratio':0.8,'member':false}",
                "{'age':20,'debt_ratio':0.2,'member':true}");

        JsonNode batch = post("/v1/predict/batch?explain=true", "{'instances':[" + String.join(",", rows) + "]}")
                .json();

        for (int i = 0; i < rows.size(); i++) {
            JsonNode alone = explained(rows.get(i));
            JsonNode row = batch.required("predictions").get(i);
            assertThat(row.required("contributions")).isEqualTo(alone.required("contributions"));
            assertThat(row.path("reasons")).isEqualTo(alone.path("reasons"));
        }
    }

    // the parameter

    @ParameterizedTest
    @ValueSource(strings = {"explain=true", "a=b&explain=true", "explain=%74rue", "explain=true&explain=true"})
    void explainsWhereItIsAskedTo(String query) {
        serve(ADVERSE_IS_NEGATIVE);

        Answer answer = predict("?" + query);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().has("contributions")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "?explain=false", "?verbose=yes", "?explained=true", "?Explain=true"})
    void explainsNothingUnasked(String query) {
        serve(ADVERSE_IS_NEGATIVE);

        Answer answer = predict(query);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().has("contributions")).isFalse();
        assertThat(answer.json().has("reasons")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"explain", "explain=", "explain=1", "explain=TRUE", "explain=yes", "explain=true&explain=false"})
    void refusesAnyOtherValue(String query) {
        serve(ADVERSE_IS_NEGATIVE);

        Answer answer = predict("?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().required("detail").asString()).contains("'explain' is true or false");
    }

    @ParameterizedTest
    @CsvSource({"x=%zz&&=, false", "%&explain=true, true"})
    void aQueryThatIsMalformedElsewhereIsStillIgnored(String query, boolean explained) throws IOException {
        serve(ADVERSE_IS_NEGATIVE);
        String body = "{\"features\":{\"age\":30,\"debt_ratio\":0.2,\"member\":true}}";
        try (Socket socket = new Socket("127.0.0.1", api.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("POST /v1/predict?" + query + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: " + body.length()
                                    + "\r\n\r\n" + body)
                            .getBytes(US_ASCII));

            String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);

            assertThat(answer).startsWith("HTTP/1.1 200");
            assertThat(answer.contains("contributions")).isEqualTo(explained);
        }
    }

    private static void serve(ModelBundle bundle) {
        if (!serves(bundle)) {
            api.promote(bundle.version());
            await().atMost(Duration.ofSeconds(10)).until(() -> serves(bundle));
        }
    }

    private static boolean serves(ModelBundle bundle) {
        return api.get("/health").text().contains(bundle.version().value());
    }

    private static Answer predict(String query) {
        return post("/v1/predict" + query, "{'features':{'age':30,'debt_ratio':0.2,'member':true}}");
    }

    private static JsonNode explained(String features) {
        Answer answer = post("/v1/predict?explain=true", "{'features':" + features + "}");
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private static Answer post(String path, String json) {
        return api.post(path, json.replace('\'', '"'));
    }

    private static double feature(JsonNode answer, String name) {
        return answer.required("contributions")
                .required("features")
                .required(name)
                .asDouble();
    }

    private static double sum(JsonNode answer) {
        JsonNode contributions = answer.required("contributions");
        double sum = contributions.required("bias").asDouble();
        for (JsonNode value : contributions.required("features")) {
            sum += value.asDouble();
        }
        return sum;
    }

    private static List<String> reasons(JsonNode answer) {
        List<String> names = new ArrayList<>();
        answer.required("reasons").forEach(name -> names.add(name.asString()));
        return names;
    }
}
