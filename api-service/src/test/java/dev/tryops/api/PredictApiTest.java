package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tryops.api.RunningApi.Answer;
import dev.tryops.model.Vectors;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PredictApiTest {

    private static final String GOOD = features("30", "0.2", "true");

    @TempDir
    static Path store;

    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = new RunningApi(store, "--tryops.prediction.max-batch-size=5", "--tryops.prediction.max-body-bytes=4096");
        api.serve(TestModels.bundle(TestModels.version(1), 0));
        api.awaitReady();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    // answers

    @Test
    void answersWithTheProbabilityOfThePositiveClass() {
        Answer answer = api.post("/v1/predict", GOOD);

        JsonNode json = answer.json();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(List.copyOf(json.propertyNames()))
                .containsExactly(
                        "prediction_id",
                        "model_version",
                        "prediction",
                        "prediction_class",
                        "prediction_label",
                        "schema_hash");
        assertThat(json.required("prediction").asDouble()).isCloseTo(probability(30, 0.2, 1), within(1e-6));
        assertThat(json.required("prediction_class").asInt()).isZero();
        assertThat(json.required("prediction_label").asInt()).isZero();
        assertThat(json.required("model_version").asString())
                .isEqualTo(TestModels.version(1).value());
        assertThat(json.required("schema_hash").asString()).isEqualTo(TestModels.SCHEMA.hash());
        assertThat(answer.header("X-Model-Version"))
                .isEqualTo(TestModels.version(1).value());
    }

    @Test
    void theClassIsOneFromTheThresholdOn() {
        JsonNode json = api.post("/v1/predict", features("60", "0.1", "1")).json();

        assertThat(json.required("prediction").asDouble()).isGreaterThan(0.5);
        assertThat(json.required("prediction_class").asInt()).isEqualTo(1);
        assertThat(json.required("prediction_label").asInt()).isEqualTo(1);
    }

    @Test
    void theOrderOfTheKeysDoesNotMatter() {
        Answer reordered = api.post("/v1/predict", "{\"features\":{\"member\":true,\"debt_ratio\":0.2,\"age\":30}}");

        assertThat(prediction(reordered)).isEqualTo(prediction(api.post("/v1/predict", GOOD)));
    }

    @Test
    void anIntegerIsFineForAFloat() {
        assertThat(api.post("/v1/predict", features("30", "0", "true")).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"30.0", "3e1", "30.000", "0.3e2"})
    void aFloatThatIsAnIntegerIsFineForAnInteger(String literal) {
        assertThat(prediction(api.post("/v1/predict", features(literal, "0.2", "true"))))
                .isEqualTo(prediction(api.post("/v1/predict", GOOD)));
    }

    @Test
    void aBooleanMayBeWrittenAsZeroOrOne() {
        assertThat(prediction(api.post("/v1/predict", features("30", "0.2", "1"))))
                .isEqualTo(prediction(api.post("/v1/predict", GOOD)));
    }

    @Test
    void predictionIdsAreUniqueAndSortByTime() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(api.post("/v1/predict", GOOD)
                    .json()
                    .required("prediction_id")
                    .asString());
        }

        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.charAt(14) == '7');
        assertThat(ids).extracting(id -> id.substring(0, 13)).isSorted(); // the milliseconds
    }

    @Test
    void aBatchKeepsItsOrderAndEqualsTheSingleAnswers() {
        List<String> rows = List.of(row("60", "0.1", "1"), row("30", "0.2", "true"), row("41", "0.9", "0"));

        Answer batch = api.post("/v1/predict/batch", "{\"instances\":[" + String.join(",", rows) + "]}");

        assertThat(batch.status()).isEqualTo(200);
        assertThat(List.copyOf(batch.json().propertyNames()))
                .containsExactly("model_version", "predictions", "schema_hash");
        List<String> single = rows.stream()
                .map(r -> prediction(api.post("/v1/predict", "{\"features\":" + r + "}")))
                .toList();
        List<String> batched = new ArrayList<>();
        batch.json()
                .required("predictions")
                .forEach(p -> batched.add(p.required("prediction").toString()));
        assertThat(batched).isEqualTo(single);
    }

    @TestFactory
    Stream<DynamicTest> takesTheNumbersOfTheContractAndNoOthers() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode row : Vectors.section("numbers").required("rows")) {
            String literal = row.required("literal").asString();
            boolean accepted = row.required("accepted").asBoolean();
            tests.add(DynamicTest.dynamicTest(literal + (accepted ? " is taken" : " is refused"), () -> {
                int status =
                        api.post("/v1/predict", features("30", literal, "true")).status();
                assertThat(status).isEqualTo(accepted ? 200 : 400);
            }));
        }
        return tests.stream();
    }

    // what is wrong with the input

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "age, text             | {\"age\":\"30\",\"debt_ratio\":0.2,\"member\":true} | /features/age | wrong_type",
                "age, boolean          | {\"age\":true,\"debt_ratio\":0.2,\"member\":true} | /features/age | wrong_type",
                "age, array            | {\"age\":[30],\"debt_ratio\":0.2,\"member\":true} | /features/age | wrong_type",
                "age, fraction         | {\"age\":30.5,\"debt_ratio\":0.2,\"member\":true} | /features/age | not_an_integer",
                "age, near an integer  | {\"age\":30.00000000000000000001,\"debt_ratio\":0.2,\"member\":true} | /features/age | not_an_integer",
                "age, tiny fraction    | {\"age\":1e-99999999999,\"debt_ratio\":0.2,\"member\":true} | /features/age | not_an_integer",
                "age, null             | {\"age\":null,\"debt_ratio\":0.2,\"member\":true} | /features/age | null_not_allowed",
                "age, missing          | {\"debt_ratio\":0.2,\"member\":true} | /features/age | missing_feature",
                "age, twice            | {\"age\":30,\"age\":30,\"debt_ratio\":0.2,\"member\":true} | /features/age | duplicate_key",
                "debt_ratio, too large | {\"age\":30,\"debt_ratio\":1e39,\"member\":true} | /features/debt_ratio | out_of_range",
                "debt_ratio, infinite  | {\"age\":30,\"debt_ratio\":1e999999999999,\"member\":true} | /features/debt_ratio | out_of_range",
                "member, two           | {\"age\":30,\"debt_ratio\":0.2,\"member\":2} | /features/member | not_a_boolean",
                "member, half          | {\"age\":30,\"debt_ratio\":0.2,\"member\":0.5} | /features/member | not_a_boolean",
                "unknown               | {\"age\":30,\"debt_ratio\":0.2,\"member\":true,\"a/b~c\":1} | /features/a~1b~0c | unknown_feature",
                "unknown and nested    | {\"age\":30,\"debt_ratio\":0.2,\"member\":true,\"x\":{\"y\":[1]}} | /features/x | unknown_feature",
                "empty                 | {} | /features | empty_object",
                "no object             | [1] | /features | wrong_type"
            })
    void pointsAtTheFaultOfAFeature(String what, String object, String pointer, String code) {
        Answer answer = api.post("/v1/predict", "{\"features\":" + object + "}");

        assertProblem(answer, 400);
        assertThat(answer.faults()).as(what).containsExactly(pointer + " " + code);
    }

    @Test
    void halfASurrogatePairIsRefused() {
        assertProblem(api.post("/v1/predict", "{\"features\":{\"\\ud800\":1}}"), 400);
    }

    @Test
    void aLiteralOfMoreThanAHundredCharactersIsRefused() {
        Answer answer = api.post("/v1/predict", features("30", "0." + "1".repeat(99), "true"));

        assertThat(answer.faults()).containsExactly("/features/debt_ratio number_too_long");
    }

    @Test
    void reportsAllFaultsAtOnce() {
        Answer answer = api.post("/v1/predict", "{\"features\":{\"age\":\"x\",\"extra\":1},\"also\":2}");

        assertThat(answer.faults())
                .containsExactly(
                        "/features/age wrong_type",
                        "/features/extra unknown_feature",
                        "/features/debt_ratio missing_feature",
                        "/features/member missing_feature",
                        "/also unknown_key");
    }

    @Test
    void reportsTheFirstHundredFaultsOnly() {
        String many = IntStream.range(0, 150).mapToObj(i -> "\"x" + i + "\":1").collect(Collectors.joining(","));

        Answer answer = api.post("/v1/predict", "{\"features\":{" + many + "}}");

        assertThat(answer.faults()).hasSize(100);
        assertThat(answer.json().required("detail").asString()).startsWith("More than 100 faults");
    }

    @Test
    void aSyntaxErrorIsReportedWithTheFaultsBeforeIt() {
        Answer answer = api.post("/v1/predict", "{\"features\":{\"age\":\"x\",\"debt_ratio\":}");

        assertThat(answer.faults()).containsExactly("/features/age wrong_type", " malformed_json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "not json",
                "{",
                "{\"features\":{\"age\":30,\"debt_ratio\":NaN,\"member\":true}}",
                "{\"features\":{\"age\":30,\"debt_ratio\":.5,\"member\":true}}",
                "{\"features\":{\"age\":030,\"debt_ratio\":0.5,\"member\":true}}",
                "{'features':{}}",
                "\ufeff{\"features\":{}}"
            })
    void whatIsNoJsonIsRefused(String body) {
        Answer answer = api.post("/v1/predict", body);

        assertProblem(answer, 400);
        assertThat(answer.faults()).contains(" malformed_json");
    }

    @Test
    void trailingContentIsRefused() {
        assertThat(api.post("/v1/predict", GOOD + " {}").faults()).containsExactly(" trailing_content");
    }

    @Test
    void featuresGivenTwiceOrNotAtAllAreRefused() {
        String twice = GOOD.substring(0, GOOD.length() - 1) + ",\"features\":{}}";

        assertThat(api.post("/v1/predict", twice).faults()).containsExactly("/features duplicate_key");
        assertThat(api.post("/v1/predict", "{}").faults()).containsExactly("/features missing_key");
        assertThat(api.post("/v1/predict", "[]").faults()).containsExactly(" wrong_type");
    }

    @Test
    void jsonInUtf16IsRefused() {
        byte[] utf16 = GOOD.getBytes(StandardCharsets.UTF_16LE);

        Answer answer = api.send(api.request("/v1/predict")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(utf16)));

        assertProblem(answer, 400);
    }

    @Test
    void aBatchIsCheckedRowByRow() {
        Answer answer = api.post(
                "/v1/predict/batch",
                "{\"instances\":[" + row("30", "0.2", "true") + ",{\"age\":30},7," + row("1.5", "0", "0") + "]}");

        assertThat(answer.faults())
                .containsExactly(
                        "/instances/1/debt_ratio missing_feature",
                        "/instances/1/member missing_feature",
                        "/instances/2 wrong_type",
                        "/instances/3/age not_an_integer");
    }

    @Test
    void anEmptyBatchAndOneOverTheLimitAreRefused() {
        String six =
                IntStream.range(0, 6).mapToObj(i -> row("30", "0.2", "true")).collect(Collectors.joining(","));

        assertThat(api.post("/v1/predict/batch", "{\"instances\":[]}").faults())
                .containsExactly("/instances empty_batch");
        assertThat(api.post("/v1/predict/batch", "{\"instances\":[" + six + "]}")
                        .faults())
                .containsExactly("/instances batch_too_large");
    }

    // the edge

    @Test
    void aBodyOverTheLimitIs413WhetherItsLengthIsAnnouncedOrNot() {
        byte[] large = " ".repeat(5_000).getBytes(StandardCharsets.UTF_8);

        assertProblem(
                api.send(api.request("/v1/predict")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(large))),
                413);
        assertProblem(
                api.send(api.request("/v1/predict")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large)))),
                413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json;charset=iso-8859-1", "application/xml", "nonsense"})
    void anotherMediaTypeOrCharsetIs415(String type) {
        assertProblem(
                api.send(api.request("/v1/predict").header("Content-Type", type).POST(BodyPublishers.ofString(GOOD))),
                415);
    }

    @Test
    void aCompressedBodyIs415() {
        assertProblem(
                api.send(api.request("/v1/predict")
                        .header("Content-Type", "application/json")
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofString(GOOD))),
                415);
    }

    @Test
    void problemsAreProblemsWhateverTheClientAccepts() {
        Answer notFound =
                api.send(api.request("/nowhere").header("Accept", "text/html").GET());
        Answer wrongMethod = api.send(
                api.request("/v1/predict").header("Accept", "image/png").GET());

        assertProblem(notFound, 404);
        assertProblem(wrongMethod, 405);
        assertThat(wrongMethod.header("Allow")).contains("POST");
    }

    @Test
    void keepsAWellFormedRequestIdAndReplacesAnyOther() {
        Answer kept = api.send(
                api.request("/health").header("X-Request-ID", "abc-12345").GET());
        Answer replaced = api.send(
                api.request("/health").header("X-Request-ID", "bad id!").GET());

        assertThat(kept.header("X-Request-ID")).isEqualTo("abc-12345");
        assertThat(replaced.header("X-Request-ID")).matches("[0-9a-f-]{36}");
    }

    @Test
    void aProblemNamesTheRequest() {
        Answer answer = api.send(api.request("/v1/predict")
                .header("X-Request-ID", "trace-me-please")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("x")));

        assertThat(answer.json().required("request_id").asString()).isEqualTo("trace-me-please");
        assertThat(answer.json().required("instance").asString()).isEqualTo("/v1/predict");
    }

    private static void assertProblem(Answer answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().propertyNames())
                .contains("type", "title", "status", "detail", "instance", "request_id");
        assertThat(answer.header("X-Request-ID")).isNotEmpty();
        assertThat(answer.text()).doesNotContain("Exception", "dev.tryops", "org.springframework", "tools.jackson");
    }

    private static String prediction(Answer answer) {
        return answer.json().required("prediction").toString();
    }

    private static double probability(double... row) {
        return TestModels.probability(TestModels.coefficients(0), row);
    }

    private static String features(String age, String debtRatio, String member) {
        return "{\"features\":" + row(age, debtRatio, member) + "}";
    }

    private static String row(String age, String debtRatio, String member) {
        return "{\"age\":%s,\"debt_ratio\":%s,\"member\":%s}".formatted(age, debtRatio, member);
    }
}
