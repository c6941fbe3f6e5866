package dev.tryops.api;

import static dev.tryops.api.InferenceClient.INFER;
import static dev.tryops.api.InferenceClient.JSON_LENGTH;
import static dev.tryops.api.InferenceClient.fp32;
import static dev.tryops.api.InferenceClient.fp64;
import static dev.tryops.api.InferenceClient.int64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.tryops.api.InferenceClient.BinaryAnswer;
import dev.tryops.api.RunningApi.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The Open Inference Protocol V2 on a model of numbers: {@code age, debt_ratio, member}. */
class InferenceApiTest {

    private static final String MODEL = "/v2/models/credit-approval";
    private static final String VERSION = TestModels.version(1).value();
    private static final String ONE = "{'inputs':[{'name':'input','shape':[1,3],'datatype':'FP32','data':[30,0.2,1]}]}";
    private static final String AGE = "{'name':'age','shape':[1],'datatype':'INT64','data':[30]}";
    private static final String DEBT = "{'name':'debt_ratio','shape':[1],'datatype':'FP64','data':[0.2]}";
    private static final String MEMBER = "{'name':'member','shape':[1],'datatype':'BOOL','data':[true]}";

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

    @Test
    void anAnswerIsCountedAsOne() {
        assertThat(InferenceClient.json(api, ONE).status()).isEqualTo(200);

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(api.get("/metrics").text())
                        .containsPattern("prediction_requests_total\\{endpoint=\"/v2/models/\\{model}/infer\","
                                + "model_version=\"v[^\"]+\",status=\"success\"} [1-9]"));
    }

    // what is told

    @ParameterizedTest
    @ValueSource(strings = {"/v2", "/v2/"})
    void theServerNamesItselfAndItsExtension(String path) {
        JsonNode server = api.get(path).json();

        assertThat(List.copyOf(server.propertyNames())).containsExactly("name", "version", "extensions");
        assertThat(server.required("extensions").toString()).isEqualTo("[\"binary_tensor_data\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/health/live", "/v2/health/ready"})
    void isLiveAndReady(String path) {
        Answer answer = api.get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{\"live\":true,\"ready\":true}");
    }

    @Test
    void pingSaysWhatReadySays() {
        assertThat(api.get("/ping").text()).isEqualTo(api.get("/ready").text());
    }

    @Test
    void theModelIsReadyUnderItsNameAndItsVersion() {
        String ready = "{\"name\":\"credit-approval\",\"ready\":true}";

        assertThat(api.get(MODEL + "/ready").text()).isEqualTo(ready);
        assertThat(api.get(MODEL + "/versions/" + VERSION + "/ready").text()).isEqualTo(ready);
        assertThat(api.get(MODEL + "/ready").header("X-Model-Version")).isEqualTo(VERSION);
    }

    @Test
    void describesTheModel() {
        String expected = "{'name':'credit-approval','versions':['" + VERSION + "'],'platform':'onnx_onnxv1',"
                + "'inputs':[{'name':'input','datatype':'FP32','shape':[-1,3]}],"
                + "'outputs':[{'name':'probabilities','datatype':'FP32','shape':[-1,2]},"
                + "{'name':'label','datatype':'INT64','shape':[-1]}]}";

        assertThat(api.get(MODEL).text()).isEqualTo(expected.replace('\'', '"'));
        assertThat(api.get(MODEL + "/versions/" + VERSION).text()).isEqualTo(expected.replace('\'', '"'));
        assertThat(api.get(MODEL).header("X-Model-Version")).isEqualTo(VERSION);
    }

    // what is answered

    @Test
    void answersAllOutputsWhenNoneIsNamed() {
        Answer answer = InferenceClient.json(
                api,
                "{'id':'a \\u00e9 \\\"b','parameters':{'unheard_of':1},'inputs':[{'name':'input','shape':[2,3],"
                        + "'datatype':'FP32','data':[60,0.1,1,30,0.2,1]}]}");

        JsonNode json = answer.json();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header(JSON_LENGTH)).isEmpty();
        assertThat(answer.header("X-Model-Version")).isEqualTo(VERSION);
        assertThat(List.copyOf(json.propertyNames()))
                .containsExactly("model_name", "model_version", "id", "parameters", "outputs");
        assertThat(json.required("model_name").asString()).isEqualTo("credit-approval");
        assertThat(json.required("model_version").asString()).isEqualTo(VERSION);
        assertThat(json.required("id").asString()).isEqualTo("a \u00e9 \"b");
        JsonNode probabilities = json.required("outputs").get(0);
        assertThat(probabilities.required("name").asString()).isEqualTo("probabilities");
        assertThat(probabilities.required("datatype").asString()).isEqualTo("FP32");
        assertThat(probabilities.required("shape").toString()).isEqualTo("[2,2]");
        assertThat(probabilities.required("data").get(1).asDouble()).isCloseTo(probability(60, 0.1, 1), within(1e-6));
        assertThat(probabilities.required("data").get(2).asDouble())
                .isCloseTo(1 - probability(30, 0.2, 1), within(1e-6));
        assertThat(json.required("outputs").get(1).toString())
                .isEqualTo("{\"name\":\"label\",\"shape\":[2],\"datatype\":\"INT64\",\"data\":[1,0]}");
        String[] ids =
                json.required("parameters").required("prediction_id").asString().split(",");
        assertThat(ids).hasSize(2).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-f-]{36}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'inputs':[{'name':'input','shape':[1,3],'datatype':'FP64','data':[[30,0.2,1]]}]}",
                "{'inputs':[{'data':[[30,0.2,1]],'datatype':'FP32','shape':[1,3],'name':'input'}]}",
                "{'outputs':null,'id':null,'parameters':null,'inputs':[{'parameters':null,'name':'input',"
                        + "'data':[30,0.2,1],'datatype':'FP32','shape':[1,3]}]}",
                "{'outputs':[],'inputs':[" + AGE + "," + DEBT + "," + MEMBER + "]}",
                "{'inputs':[" + MEMBER + "," + AGE + "," + DEBT + "]}",
                "{'inputs':[{'name':'age','shape':[1,1],'datatype':'UINT8','data':[[30]]},"
                        + "{'name':'debt_ratio','shape':[1,1],'datatype':'FP32','data':[0.2]},"
                        + "{'name':'member','shape':[1],'datatype':'INT8','data':[1]}]}",
                "{'inputs':[{'name':'age','shape':[1],'datatype':'FP64','data':[30.0]}," + DEBT + ","
                        + "{'name':'member','shape':[1],'datatype':'BOOL','data':[1]}]}",
            })
    void bothStylesInAnyOrderAreTheSameRow(String request) {
        Answer answer = InferenceClient.json(api, request);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().required("outputs"))
                .isEqualTo(InferenceClient.json(api, ONE).json().required("outputs"));
    }

    @Test
    void answersTheOutputsThatAreNamedInTheirOrder() {
        JsonNode outputs = InferenceClient.json(api, with("'outputs':[{'name':'label'}]"))
                .json()
                .required("outputs");

        assertThat(outputs.toString())
                .isEqualTo("[{\"name\":\"label\",\"shape\":[1],\"datatype\":\"INT64\",\"data\":[0]}]");
    }

    @Test
    void contributionsAndBiasAddUpToTheScore() {
        JsonNode outputs = InferenceClient.json(api, with("'parameters':{'explain':true}"))
                .json()
                .required("outputs");

        JsonNode contributions = outputs.get(2);
        assertThat(contributions.required("name").asString()).isEqualTo("contributions");
        assertThat(contributions.required("shape").toString()).isEqualTo("[1,4]");
        double score = 0;
        for (JsonNode term : contributions.required("data")) {
            score += term.asDouble();
        }
        assertThat(1 / (1 + Math.exp(-score)))
                .isCloseTo(outputs.get(0).required("data").get(1).asDouble(), within(1e-5));
        assertThat(contributions.required("data").get(0).asDouble()).isCloseTo(0.8 * (30 - 45) / 10, within(1e-9));
    }

    @Test
    void countsRowsUnderTheRoutesTemplate() {
        assertThat(InferenceClient.json(api, ONE).status()).isEqualTo(200);
        assertThat(api.post(MODEL + "/versions/" + VERSION + "/infer", "{}").status())
                .isEqualTo(400);

        assertThat(api.get("/metrics").text())
                .contains(
                        "prediction_requests_total{endpoint=\"/v2/models/{model}/infer\",model_version=\"" + VERSION,
                        "prediction_requests_total{endpoint=\"/v2/models/{model}/versions/{version}/infer\","
                                + "model_version=\"" + VERSION + "\",status=\"client_error\"}")
                .doesNotContain("/versions/" + VERSION + "/infer");
    }

    // the binary extension

    @Test
    void binaryInAndOutIsBitForBitTheJson() {
        BinaryAnswer answer = InferenceClient.binaryBothWays(
                api,
                "{'id':'7','inputs':[{'name':'input','shape':[2,3],'datatype':'FP32',"
                        + "'parameters':{'binary_data_size':24}}],'parameters':{'binary_data_output':true}}",
                fp32(30, 0.2f, 1, 60, 0.1f, 1));

        assertThat(answer.response().statusCode()).isEqualTo(200);
        assertThat(answer.response().headers().firstValue("Content-Type")).contains("application/octet-stream");
        JsonNode outputs = answer.json().required("outputs");
        assertThat(outputs.get(0)
                        .required("parameters")
                        .required("binary_data_size")
                        .asInt())
                .isEqualTo(16);
        assertThat(outputs.get(0).has("data")).isFalse();
        ByteBuffer tensors = answer.tensors();
        JsonNode same = InferenceClient.json(
                        api, "{'inputs':[{'name':'input','shape':[2,3],'datatype':'FP32','data':[30,0.2,1,60,0.1,1]}]}")
                .json()
                .required("outputs");
        for (int i = 0; i < 4; i++) {
            assertThat(tensors.getFloat())
                    .isEqualTo(
                            Float.parseFloat(same.get(0).required("data").get(i).toString()));
        }
        assertThat(tensors.getLong()).isZero();
        assertThat(tensors.getLong()).isEqualTo(1);
        assertThat(tensors.hasRemaining()).isFalse();
    }

    @Test
    void oneOutputMayBeBinaryAndAnotherNot() {
        BinaryAnswer answer = InferenceClient.binaryBothWays(
                api,
                with("'parameters':{'binary_data_output':true},'outputs':[{'name':'label'},"
                        + "{'name':'probabilities','parameters':{'binary_data':false}}]"));

        assertThat(answer.json().required("outputs").get(1).has("data")).isTrue();
        assertThat(answer.tensors().remaining()).isEqualTo(8);
    }

    @Test
    void columnsOfEveryDatatypeAreTaken() {
        byte[][] ages = {
            {30}, {30}, {30, 0}, {30, 0}, {30, 0, 0, 0}, {30, 0, 0, 0}, int64(30), int64(30), fp32(30), fp64(30)
        };
        List<String> types =
                List.of("INT8", "UINT8", "INT16", "UINT16", "INT32", "UINT32", "INT64", "UINT64", "FP32", "FP64");
        JsonNode expected = InferenceClient.json(api, ONE).json().required("outputs");
        for (int i = 0; i < ages.length; i++) {
            Answer answer = InferenceClient.binary(
                    api,
                    "{'inputs':[" + InferenceClient.binaryColumn("age", types.get(i), ages[i].length) + "," + DEBT + ","
                            + InferenceClient.binaryColumn("member", "BOOL", 1) + "]}",
                    ages[i],
                    new byte[] {1});

            assertThat(answer.status()).as(types.get(i) + answer.text()).isEqualTo(200);
            assertThat(answer.json().required("outputs")).isEqualTo(expected);
        }
    }

    @Test
    void theLargestUnsignedIntegerIsNotMinusOne() {
        Answer largest = InferenceClient.binary(
                api,
                "{'inputs':[" + InferenceClient.binaryColumn("age", "UINT64", 8) + "," + DEBT + "," + MEMBER + "]}",
                int64(-1));
        Answer written = InferenceClient.json(
                api,
                "{'inputs':[{'name':'age','shape':[1],'datatype':'UINT64','data':[18446744073709551615]}," + DEBT + ","
                        + MEMBER + "]}");

        assertThat(largest.json().required("outputs")).isEqualTo(written.json().required("outputs"));
        assertThat(largest.json()
                        .required("outputs")
                        .get(1)
                        .required("data")
                        .get(0)
                        .asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"23, 24", "25, 24", "24, 23", "24, 25", "0, 24", "-1, 24", "99999999999999999999, 24", "4.5, 24"})
    void aBinarySizeThatIsNotTheShapesIsRefused(String stated, int sent) {
        Answer answer = InferenceClient.binary(
                api,
                "{'inputs':[{'name':'input','shape':[2,3],'datatype':'FP32','parameters':{'binary_data_size':" + stated
                        + "}}]}",
                new byte[sent]);

        assertProblem(answer, 400);
    }

    @Test
    void noTensorReadsTheBytesOfAnother() {
        Answer answer = InferenceClient.binary(
                api,
                "{'inputs':[" + InferenceClient.binaryColumn("age", "INT64", 16) + ","
                        + InferenceClient.binaryColumn("debt_ratio", "FP64", 8) + "," + MEMBER + "]}",
                new byte[24]);

        assertThat(answer.faults()).containsExactly("/inputs/0/parameters/binary_data_size binary_size");
    }

    @Test
    void bytesBehindTheTensorsAreRefused() {
        String request = "{'inputs':[{'name':'input','shape':[1,3],'datatype':'FP32',"
                + "'parameters':{'binary_data_size':12}}]}";

        assertThat(InferenceClient.binary(api, request, new byte[13]).faults()).containsExactly(" trailing_bytes");
        assertThat(InferenceClient.json(api, request).faults())
                .containsExactly("/inputs/0/parameters/binary_data_size binary_size");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "1000000", "1", "+5", "4294967297"})
    void aJsonLengthThatIsNoneIsRefused(String length) {
        assertProblem(
                api.send(api.request(INFER)
                        .header(JSON_LENGTH, length)
                        .POST(BodyPublishers.ofString(ONE.replace('\'', '"')))),
                400);
    }

    @Test
    void valuesAreCheckedAfterDecoding() {
        assertThat(InferenceClient.binary(
                                api,
                                "{'inputs':[{'name':'input','shape':[2,3],'datatype':'FP32',"
                                        + "'parameters':{'binary_data_size':24}}]}",
                                fp32(Float.NaN, Float.POSITIVE_INFINITY, 2, 30.5f, 0, 0.5f))
                        .faults())
                .containsExactly(
                        "/inputs/0 null_not_allowed",
                        "/inputs/0 out_of_range",
                        "/inputs/0 not_a_boolean",
                        "/inputs/0 not_an_integer",
                        "/inputs/0 not_a_boolean");
    }

    // what is refused

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[-1,3]             | bad_shape",
                "[0,3]              | bad_shape",
                "[1,0]              | bad_shape",
                "[3]                | bad_shape",
                "[1,4]              | bad_shape",
                "[3,1]              | bad_shape",
                "[1,1,3]            | bad_shape",
                "[]                 | bad_shape",
                "[1.0,3]            | bad_shape",
                "['1',3]            | bad_shape",
                "null               | bad_shape",
                "3                  | bad_shape",
                "[9223372036854775807,3]   | bad_shape",
                "[6148914691236517206,3]   | bad_shape",
                "[715827883,3]      | batch_too_large",
                "[6,3]              | batch_too_large",
                "[[1],3]            | bad_shape",
            })
    void aShapeThatIsNotTheModelsIsRefused(String shape, String code) {
        Answer answer = InferenceClient.json(
                api, "{'inputs':[{'name':'input','shape':" + shape + ",'datatype':'FP32','data':[30,0.2,1]}]}");

        assertProblem(answer, 400);
        assertThat(answer.faults()).containsExactly("/inputs/0/shape " + code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "FP32 | [30,0.2]             | /inputs/0/data element_count",
                "FP32 | [30,0.2,1,1]         | /inputs/0/data element_count",
                "FP32 | []                   | /inputs/0/data element_count",
                "FP32 | [[30],[0.2],[1]]     | /inputs/0/data bad_nesting",
                "FP32 | [[30,0.2],[1]]       | /inputs/0/data bad_nesting",
                "FP32 | [[30,0.2],1]         | /inputs/0/data bad_nesting",
                "FP32 | [[[30,0.2,1]]]       | /inputs/0/data bad_nesting",
                "FP32 | 7                    | /inputs/0/data wrong_type",
                "FP32 | {'a':[30,0.2,1]}     | /inputs/0/data wrong_type",
                "FP32 | ['30',0.2,1]         | /inputs/0/data/0 wrong_type",
                "FP32 | [30,'NaN',1]         | /inputs/0/data/1 wrong_type",
                "FP32 | [30,0.2,true]        | /inputs/0/data/2 wrong_type",
                "FP32 | [30,0.2,{}]          | /inputs/0/data/2 wrong_type",
                "FP32 | [30,1e39,1]          | /inputs/0/data/1 out_of_range",
                "FP64 | [30,1e999,1]         | /inputs/0/data/1 out_of_range",
                "FP32 | [30.5,0.2,1]         | /inputs/0/data/0 not_an_integer",
                "FP32 | [[30,0.2,2]]         | /inputs/0/data/0/2 not_a_boolean",
                "FP32 | [null,0.2,1]         | /inputs/0/data/0 null_not_allowed",
                "FP32 | [30,NaN,1]           |  malformed_json",
                "FP16 | [30,0.2,1]           | /inputs/0/datatype unsupported_datatype",
                "fp32 | [30,0.2,1]           | /inputs/0/datatype unsupported_datatype",
                "INT64| [30,1,1]             | /inputs/0/datatype unsupported_datatype",
                "BYTES| ['a','b','c']        | /inputs/0/datatype unsupported_datatype",
            })
    void dataThatBreaksARuleIsRefused(String datatype, String data, String fault) {
        Answer answer = InferenceClient.json(
                api, "{'inputs':[{'name':'input','shape':[1,3],'datatype':'" + datatype + "','data':" + data + "}]}");

        assertProblem(answer, 400);
        assertThat(answer.faults().stream().map(String::strip)).containsExactly(fault.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "INT8   | 128  | out_of_range",
                "INT8   | -129 | out_of_range",
                "UINT8  | -1   | out_of_range",
                "UINT8  | 256  | out_of_range",
                "INT16  | 32768| out_of_range",
                "UINT16 | 65536| out_of_range",
                "INT32  | 2147483648 | out_of_range",
                "UINT32 | 4294967296 | out_of_range",
                "INT64  | 9223372036854775808 | out_of_range",
                "UINT64 | 18446744073709551616 | out_of_range",
                "INT32  | 1e999 | out_of_range",
                "INT32  | 30.5 | not_an_integer",
                "INT32  | '30' | wrong_type",
                "BOOL   | true | unsupported_datatype",
                "BYTES  | 'x'  | unsupported_datatype",
                "BF16   | 30   | unsupported_datatype",
            })
    void aColumnHoldsItsDatatypeToTheLetter(String datatype, String value, String code) {
        Answer answer = InferenceClient.json(
                api,
                "{'inputs':[{'name':'age','shape':[1],'datatype':'" + datatype + "','data':[" + value + "]}," + DEBT
                        + "," + MEMBER + "]}");

        assertThat(answer.faults()).singleElement().asString().endsWith(" " + code);
    }

    static Stream<List<String>> faultyRequests() {
        return Stream.of(
                List.of("{}", "/inputs missing_tensor"),
                List.of("{'inputs':[]}", "/inputs missing_tensor"),
                List.of("{'inputs':7}", "/inputs wrong_type", "/inputs missing_tensor"),
                List.of("[]", " wrong_type", "/inputs missing_tensor"),
                List.of("", " malformed_json"),
                List.of("{'inputs':[7]}", "/inputs/0 wrong_type"),
                List.of("{'inputs':[" + AGE + "," + DEBT + "]}", "/inputs missing_tensor"),
                List.of(
                        "{'inputs':[" + AGE + "," + AGE + "," + DEBT + "," + MEMBER + "]}",
                        "/inputs/1/name duplicate_tensor"),
                List.of(
                        "{'inputs':[" + AGE + "," + ONE.substring(11, ONE.length() - 2) + "]}",
                        "/inputs/1/name mixed_styles",
                        "/inputs missing_tensor",
                        "/inputs missing_tensor"),
                List.of(
                        "{'inputs':[" + ONE.substring(11, ONE.length() - 2) + "," + AGE + "]}",
                        "/inputs/1/name mixed_styles"),
                List.of(
                        "{'inputs':[" + ONE.substring(11, ONE.length() - 2) + "," + ONE.substring(11, ONE.length() - 2)
                                + "]}",
                        "/inputs/1/name duplicate_tensor"),
                List.of(
                        "{'inputs':[{'name':'x','shape':[1],'datatype':'FP32','data':[1]}," + AGE + "," + DEBT + ","
                                + MEMBER + "]}",
                        "/inputs/0/name unknown_tensor"),
                List.of(
                        "{'inputs':[{'name':'age','shape':[2],'datatype':'INT64','data':[30,31]}," + DEBT + "," + MEMBER
                                + "]}",
                        "/inputs/1/shape unequal_rows",
                        "/inputs/2/shape unequal_rows"),
                List.of("{'inputs':[{'shape':[1,3],'datatype':'FP32','data':[1]}]}", "/inputs/0/name missing_key"),
                List.of("{'inputs':[{'name':'input','datatype':'FP32','data':[1]}]}", "/inputs/0/shape missing_key"),
                List.of("{'inputs':[{'name':'input','shape':[1,3],'data':[1]}]}", "/inputs/0/datatype missing_key"),
                List.of("{'inputs':[{'name':'input','shape':[1,3],'datatype':'FP32'}]}", "/inputs/0/data missing_key"),
                List.of(
                        "{'inputs':[{'name':7,'shape':[1,3],'datatype':'FP32','data':[1]}]}",
                        "/inputs/0/name wrong_type"),
                List.of(with("'extra':{'a':[1]}"), "/extra unknown_key"),
                List.of(with("'id':7"), "/id wrong_type"),
                List.of(with("'id':'\\ud800'"), "/id not_unicode"),
                List.of(with("'id':'a','id':'a'"), "/id duplicate_key"),
                List.of(with("'parameters':{'x':{'a':1,'a':2}}"), "/parameters/x/a duplicate_key"),
                List.of(with("'parameters':7"), "/parameters wrong_type"),
                List.of(with("'parameters':{'explain':1}"), "/parameters/explain wrong_type"),
                List.of(with("'parameters':{'binary_data_output':'yes'}"), "/parameters/binary_data_output wrong_type"),
                List.of(with("'outputs':{}"), "/outputs wrong_type"),
                List.of(with("'outputs':['label']"), "/outputs/0 wrong_type"),
                List.of(with("'outputs':[{'name':'x'}]"), "/outputs/0/name unknown_output"),
                List.of(with("'outputs':[{}]"), "/outputs/0/name missing_key"),
                List.of(with("'outputs':[{'name':'label'},{'name':'label'}]"), "/outputs/1/name duplicate_tensor"),
                List.of(with("'outputs':[{'name':'contributions'}]"), "/parameters/explain missing_key"),
                List.of(
                        with("'outputs':[{'name':'label','parameters':{'binary_data':0}}]"),
                        "/outputs/0/parameters/binary_data wrong_type"),
                List.of(ONE + "{}", " trailing_content"));
    }

    @ParameterizedTest
    @MethodSource("faultyRequests")
    void aFaultyRequestIsRefusedWithAllItsFaults(List<String> requestAndFaults) {
        Answer answer = InferenceClient.json(api, requestAndFaults.getFirst());

        assertProblem(answer, 400);
        assertThat(answer.faults()).containsExactlyElementsOf(requestAndFaults.subList(1, requestAndFaults.size()));
    }

    @Test
    void bothDataAndBytesAreRefused() {
        assertThat(InferenceClient.binary(
                                api,
                                "{'inputs':[{'name':'input','shape':[1,3],'datatype':'FP32','data':[30,0.2,1],"
                                        + "'parameters':{'binary_data_size':12}}]}",
                                new byte[12])
                        .faults())
                .containsExactly("/inputs/0/data duplicate_key");
    }

    // the edge

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/models/other",
                "/v2/models/other/ready",
                "/v2/models/credit-approval/versions/v20260208_160016_ffffff",
                "/v2/models/credit-approval/versions/v20260208_160016_ffffff/ready",
                "/v2/models/credit-approval/versions/1/ready",
                "/v2/nowhere",
            })
    void whatIsNotHereIsNotFound(String path) {
        assertProblem(api.get(path), 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/models/other/infer",
                "/v2/models/credit-approval/versions/v20260208_160016_ffffff/infer",
                "/v2/models/credit-approval/versions/1/infer",
            })
    void anotherModelOrVersionDoesNotAnswer(String path) {
        assertProblem(api.post(path, ONE.replace('\'', '"')), 404);
    }

    @Test
    void errorsOfTheEdgeHaveTheKeyToo() {
        Answer method = api.get(INFER);

        assertProblem(method, 405);
        assertThat(method.header("Allow")).contains("POST");
        assertProblem(
                api.send(api.request(INFER).header("Content-Type", "text/plain").POST(BodyPublishers.ofString(ONE))),
                415);
        assertProblem(
                api.send(api.request(INFER).header("Content-Encoding", "gzip").POST(BodyPublishers.ofString(ONE))),
                415);
        assertProblem(InferenceClient.json(api, " ".repeat(5_000)), 413);
    }

    @Test
    void aBodyWithoutATypeIsTaken() {
        assertThat(api.send(api.request(INFER).POST(BodyPublishers.ofString(ONE.replace('\'', '"'))))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void nativeErrorsDoNotHaveTheKey() {
        assertThat(api.get("/v1/predict").json().has("error")).isFalse();
    }

    private static String with(String members) {
        return ONE.substring(0, ONE.length() - 1) + "," + members + "}";
    }

    private static void assertProblem(Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().propertyNames())
                .contains("error", "type", "title", "status", "detail", "instance", "request_id");
        assertThat(answer.json().required("error").isString()).isTrue();
        assertThat(answer.text()).doesNotContain("Exception", "dev.tryops", "org.springframework", "tools.jackson");
    }

    private static double probability(double... row) {
        return TestModels.probability(TestModels.coefficients(0), row);
    }
}
