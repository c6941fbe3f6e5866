package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.tryops.api.RunningApi.Answer;
import dev.tryops.model.ClassCoefficients;
import dev.tryops.model.ModelVersion;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The Open Inference Protocol before, through and after swaps, and on a model with texts. */
class InferenceLifeTest {

    private static final ModelVersion V1 = TestModels.version(1);
    private static final ModelVersion V2 = TestModels.version(2);
    private static final String ONE =
            "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,3],\"datatype\":\"FP32\",\"data\":[30,0.2,1]}]}";

    @TempDir
    Path directory;

    @Test
    void withoutAModelItIsLiveAndNotReady() {
        try (RunningApi api = new RunningApi(directory)) {
            assertThat(api.get("/v2/health/live").text()).isEqualTo("{\"live\":true,\"ready\":false}");
            assertThat(api.get("/v2/health/live").status()).isEqualTo(200);
            assertUnavailable(api.get("/v2/health/ready"));
            assertThat(api.get("/v2/health/ready").json().required("ready").asBoolean())
                    .isFalse();
            assertUnavailable(api.get("/v2/models/credit-approval"));
            assertUnavailable(api.get("/v2/models/credit-approval/ready"));
            assertUnavailable(api.post("/v2/models/credit-approval/infer", ONE));
            assertThat(api.get("/ping").text()).isEqualTo(api.get("/ready").text());
            assertThat(api.get("/ping").status()).isEqualTo(503);
            assertThat(api.post("/invocations", "{}").status()).isEqualTo(503);
        }
    }

    @Test
    void aReplacedVersionAnswersByItsNameUntilItsTimeIsUp() {
        try (RunningApi api = new RunningApi(
                directory, "--tryops.serving.keep-previous=3", "--tryops.inference.model-name=risk.v1")) {
            api.serve(TestModels.bundle(V1, 0));
            await().atMost(Duration.ofSeconds(10)).until(() -> serves(api, V1));
            String first = outputs(api.post("/v2/models/risk.v1/infer", ONE));
            api.serve(TestModels.bundle(V2, 3));
            await().atMost(Duration.ofSeconds(10)).until(() -> serves(api, V2));

            String pinned = "/v2/models/risk.v1/versions/" + V1;
            Answer answer = api.post(pinned + "/infer", ONE);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().required("model_version").asString()).isEqualTo(V1.value());
            assertThat(answer.header("X-Model-Version")).isEqualTo(V1.value());
            assertThat(outputs(answer)).isEqualTo(first);
            assertThat(outputs(api.post("/v2/models/risk.v1/infer", ONE))).isNotEqualTo(first);
            assertThat(api.get(pinned + "/ready").status()).isEqualTo(200);
            assertThat(api.get(pinned + "/ready").header("X-Model-Version")).isEqualTo(V1.value());
            assertThat(api.get(pinned).header("X-Model-Version")).isEqualTo(V1.value());
            assertThat(api.get(pinned).json().required("versions").toString()).isEqualTo("[\"" + V2 + "\"]");
            assertThat(api.get("/v2/models/credit-approval").status()).isEqualTo(404);

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> api.post(pinned + "/infer", ONE).status() == 404);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> api.get("/metrics").text().contains("onnx_sessions_open 1.0"));
        }
    }

    @Test
    void aModelWithTextsListsItsColumnsAndTakesThem() {
        try (RunningApi api = new RunningApi(directory)) {
            api.serve(MixedModel.bundle(V1));
            await().atMost(Duration.ofSeconds(10)).until(() -> serves(api, V1));

            JsonNode metadata = api.get("/v2/models/credit-approval").json();
            assertThat(metadata.required("inputs").toString().replace('"', '\''))
                    .isEqualTo("[{'name':'age','datatype':'INT64','shape':[-1]},"
                            + "{'name':'region','datatype':'BYTES','shape':[-1]},"
                            + "{'name':'debt_ratio','datatype':'FP64','shape':[-1]}]");
            assertThat(metadata.required("outputs").get(0).required("shape").toString())
                    .isEqualTo("[-1,3]");
            assertExplainsTheClassDecidedFor(api);
            assertImputes(api);
            assertRefusesBadTexts(api);
            assertThat(InferenceClient.json(api, ONE).json().required("errors").toString())
                    .contains("unknown_tensor");
        }
    }

    private static void assertExplainsTheClassDecidedFor(RunningApi api) {
        JsonNode outputs = mixed(api, "'BYTES'", "['東京']", ",'parameters':{'explain':true}")
                .json()
                .required("outputs");
        double[] p = MixedModel.probabilities(30, "東京", 0.2);
        int label = outputs.get(1).required("data").get(0).asInt();
        JsonNode terms = outputs.get(2).required("data");
        double score = 0;
        for (JsonNode term : terms) {
            score += term.asDouble();
        }

        assertThat(outputs.get(2).required("shape").toString()).isEqualTo("[1,4]");
        for (double other : p) {
            assertThat(p[label]).isGreaterThanOrEqualTo(other);
        }
        ClassCoefficients decided =
                MixedModel.bundle(V1).metadata().coefficients().get(MixedModel.CLASSES.get(label));
        double expected = decided.bias();
        for (ClassCoefficients.Term term : decided.features()) {
            double value = term.name().equals("age") ? 30 : 0.2f;
            expected += term.contribution(
                    term.category() == null ? value : term.category().equals("東京") ? 1 : 0);
        }
        assertThat(score).isCloseTo(expected, within(1e-9));
        assertThat(terms.get(3).asDouble()).isEqualTo(decided.bias());
    }

    private static void assertImputes(RunningApi api) {
        String none = outputs(mixed(api, "'BYTES'", "[null]", ""));
        String empty = outputs(mixed(api, "'BYTES'", "['']", ""));

        assertThat(none).isEqualTo(empty);
    }

    private static void assertRefusesBadTexts(RunningApi api) {
        assertThat(mixed(api, "'INT64'", "[1]", "").status()).isEqualTo(400);
        assertThat(mixed(api, "'BYTES'", "[1]", "").status()).isEqualTo(400);
        assertThat(mixed(api, "'BYTES'", "['\\ud800']", "").status()).isEqualTo(400);
        assertThat(bytes(api, new byte[] {2, 0, 0, 0, 'a'}).status()).isEqualTo(400); // longer than there is
        assertThat(bytes(api, new byte[] {-1, -1, -1, -1}).status()).isEqualTo(400);
        assertThat(bytes(api, new byte[] {1, 0, 0}).status()).isEqualTo(400);
        assertThat(bytes(api, new byte[] {1, 0, 0, 0, 'a', 'b'}).status()).isEqualTo(400);
        assertThat(bytes(api, new byte[] {1, 0, 0, 0, (byte) 0xFF}).status()).isEqualTo(400);
        assertThat(bytes(api, new byte[] {1, 0, 0, 0, 'a'}).status()).isEqualTo(200);
        assertThat(bytes(api, new byte[] {0, 0, 0, 0}).status()).isEqualTo(200);
    }

    private static Answer bytes(RunningApi api, byte[] region) {
        return InferenceClient.binary(
                api,
                "{'inputs':[{'name':'region','shape':[1],'datatype':'BYTES','parameters':{'binary_data_size':"
                        + region.length + "}},{'name':'age','shape':[1],'datatype':'INT64','data':[30]},"
                        + "{'name':'debt_ratio','shape':[1],'datatype':'FP64','data':[0.2]}]}",
                region);
    }

    private static Answer mixed(RunningApi api, String datatype, String data, String more) {
        return InferenceClient.json(
                api,
                "{'inputs':[{'name':'age','shape':[1],'datatype':'INT64','data':[30]},{'name':'region','shape':[1],"
                        + "'datatype':" + datatype + ",'data':" + data + "},"
                        + "{'name':'debt_ratio','shape':[1],'datatype':'FP64','data':[0.2]}]" + more + "}");
    }

    @ParameterizedTest
    @CsvSource({
        "--tryops.inference.model-name=a/b",
        "--tryops.inference.model-name=",
        "--tryops.serving.keep-previous=-1"
    })
    void aSettingThatMakesNoSenseStopsTheStart(String setting) {
        assertThatThrownBy(() -> new RunningApi(directory, setting).close()).isNotNull();
    }

    private static String outputs(Answer answer) {
        return answer.json().required("outputs").toString();
    }

    private static boolean serves(RunningApi api, ModelVersion version) {
        return version.value()
                .equals(api.get("/health").json().required("model_version").asString(""));
    }

    private static void assertUnavailable(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(answer.json().required("error").isString()).isTrue();
    }
}
