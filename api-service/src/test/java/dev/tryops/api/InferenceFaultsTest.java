package dev.tryops.api;

import static dev.tryops.api.InferenceClient.INFER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.api.InferenceClient.BinaryAnswer;
import dev.tryops.api.RunningApi.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A client learns of all that is wrong with its V2 request at once, and of nothing that is right. */
class InferenceFaultsTest {

    private static final String AGE = "{'name':'age','shape':[1],'datatype':'INT64','data':[30]}";
    private static final String DEBT = "{'name':'debt_ratio','shape':[1],'datatype':'FP64','data':[0.2]}";
    private static final String MEMBER = "{'name':'member','shape':[1],'datatype':'BOOL','data':[true]}";
    private static final String REST = "," + DEBT + "," + MEMBER + "]}";

    @TempDir
    static Path store;

    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = new RunningApi(store);
        api.serve(TestModels.bundle(TestModels.version(1), 0));
        api.awaitReady();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    static Stream<List<String>> requestsOfSeveralFaults() {
        return Stream.of(
                // a key that is there twice does not hide what follows
                List.of(
                        "{'id':'a','id':7,'inputs':[" + AGE + "," + DEBT + "],'x':1}",
                        "/id duplicate_key",
                        "/x unknown_key",
                        "/inputs missing_tensor"),
                List.of(
                        "{'inputs':[{'name':'age','name':'x','shape':[1],'datatype':'INT64','data':['30']}" + REST,
                        "/inputs/0/name duplicate_key",
                        "/inputs/0/data/0 wrong_type"),
                List.of(
                        "{'parameters':{'a':[{'b':1,'b':{'c':1}}],'explain':1},'outputs':[{'name':'x','name':'y'}],"
                                + "'inputs':[" + AGE + REST,
                        "/parameters/a/0/b duplicate_key",
                        "/parameters/explain wrong_type",
                        "/outputs/0/name duplicate_key",
                        "/outputs/0/name unknown_output"),
                List.of(
                        "{'inputs':[{'name':'age','shape':[1],'datatype':'INT64','data':[30],"
                                + "'parameters':{'a~/':{'k':1,'k':1}}}" + REST,
                        "/inputs/0/parameters/a~0~1/k duplicate_key"),
                // a faulty member of a tensor does not hide the others
                List.of(
                        "{'inputs':[{'name':'x','shape':7,'datatype':7,'data':[30]}," + AGE + REST,
                        "/inputs/0/shape bad_shape",
                        "/inputs/0/datatype wrong_type",
                        "/inputs/0/name unknown_tensor"),
                List.of(
                        "{'inputs':[{'shape':7,'data':[30]}," + AGE + REST,
                        "/inputs/0/shape bad_shape",
                        "/inputs/0/name missing_key",
                        "/inputs/0/datatype missing_key"),
                List.of(
                        "{'inputs':[{'shape':[1],'datatype':'FP16'}," + AGE + REST,
                        "/inputs/0/name missing_key",
                        "/inputs/0/data missing_key",
                        "/inputs/0/datatype unsupported_datatype"),
                List.of(
                        "{'inputs':[{'name':'age','datatype':'int64','shape':[1],'parameters':7}," + MEMBER + "]}",
                        "/inputs/0/parameters wrong_type",
                        "/inputs/0/datatype unsupported_datatype",
                        "/inputs missing_tensor"),
                List.of(
                        "{'inputs':[{'name':'age','datatype':'INT64','shape':[1],'data':[30],'parameters':7}" + REST,
                        "/inputs/0/parameters wrong_type"),
                List.of(
                        "{'inputs':[{'name':'age','datatype':'INT64','shape':[0]}," + DEBT + "," + DEBT + "]}",
                        "/inputs/0/data missing_key",
                        "/inputs/0/shape bad_shape",
                        "/inputs/2/name duplicate_tensor",
                        "/inputs missing_tensor"));
    }

    @ParameterizedTest
    @MethodSource("requestsOfSeveralFaults")
    void allFaultsAreToldAndNothingElse(List<String> requestAndFaults) {
        Answer answer = InferenceClient.json(api, requestAndFaults.getFirst());

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.faults()).containsExactlyElementsOf(requestAndFaults.subList(1, requestAndFaults.size()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'8'", "-1", "8.0", "null", "99999999999"})
    void aSizeThatIsNoneIsNotBlamedOnLaterTensors(String size) {
        Answer answer = InferenceClient.binary(
                api,
                "{'inputs':[{'name':'age','shape':[1],'datatype':'INT64','parameters':{'binary_data_size':" + size
                        + "}}," + InferenceClient.binaryColumn("debt_ratio", "FP64", 8) + "," + MEMBER + "]}",
                new byte[16]);

        assertThat(answer.faults()).containsExactly("/inputs/0/parameters/binary_data_size binary_size");
    }

    @Test
    void bytesThatDoNotReachAreMissedOnce() {
        Answer answer = InferenceClient.binary(
                api,
                "{'inputs':[" + InferenceClient.binaryColumn("age", "INT64", 800) + ","
                        + InferenceClient.binaryColumn("debt_ratio", "FP64", 8) + "," + MEMBER + "]}",
                new byte[16]);

        Answer faulty = InferenceClient.binary(
                api,
                "{'inputs':[{'name':'age','shape':[0],'datatype':'INT64','parameters':{'binary_data_size':800}},"
                        + InferenceClient.binaryColumn("debt_ratio", "FP64", 8) + "," + MEMBER + "]}",
                new byte[16]);

        assertThat(answer.faults()).containsExactly("/inputs/0/parameters/binary_data_size binary_size");
        assertThat(faulty.faults())
                .containsExactly("/inputs/0/parameters/binary_data_size binary_size", "/inputs/0/shape bad_shape");
    }

    @Test
    void moreThanAHundredFaultsAreNotCalledAHundred() {
        Answer exactly = InferenceClient.json(api, "{'inputs':[" + unknown(100) + "," + AGE + REST);
        Answer more = InferenceClient.json(api, "{'inputs':[" + unknown(101) + "," + AGE + REST);

        assertThat(exactly.faults()).hasSize(100);
        assertThat(exactly.json().required("error").asString()).startsWith("100 faults");
        assertThat(more.faults()).hasSize(100);
        assertThat(more.json().required("error").asString()).startsWith("More than 100 faults");
    }

    private static String unknown(int many) {
        return String.join(",", java.util.Collections.nCopies(many, "7"));
    }

    @Test
    void halfPrecisionIsRefusedWithAReason() {
        Answer answer = InferenceClient.json(
                api, "{'inputs':[{'name':'input','shape':[1,3],'datatype':'FP16','data':[30,0.2,1]}]}");

        assertThat(answer.json().required("error").asString())
                .isEqualTo("FP16 is not taken, because it would blur the features: send FP32");
    }

    @Test
    void aBodyIsUtf8WithoutAByteOrderMarkAndOfBoundedDepth() {
        byte[] good = ("{'inputs':[" + AGE + REST).replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        byte[] utf16 = new String(good, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16LE);
        byte[] marked = ("\ufeff" + new String(good, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        byte[] deep =
                ("{\"parameters\":{\"x\":" + "[".repeat(101) + "]".repeat(101) + "}}").getBytes(StandardCharsets.UTF_8);
        byte[] overlong = new String(good, StandardCharsets.ISO_8859_1)
                .replace("age", "\u00c1\u00a1ge")
                .getBytes(StandardCharsets.ISO_8859_1);

        assertThat(send(good).status()).isEqualTo(200);
        for (byte[] bad : List.of(utf16, marked, deep, overlong)) {
            assertThat(send(bad).faults()).containsExactly(" malformed_json");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/predict {'features':", "/v1/predict/batch {'instances':", "/invocations {'instances':"})
    void theDepthIsBoundedOnEveryRoute(String route) {
        String[] pathAndStart = route.replace('\'', '"').split(" ");

        Answer answer = api.post(pathAndStart[0], pathAndStart[1] + "[".repeat(101) + "]".repeat(101) + "}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.faults()).contains(" malformed_json");
    }

    @Test
    void anEmptyIdIsEchoed() {
        JsonNode answer =
                InferenceClient.json(api, "{'id':'','inputs':[" + AGE + REST).json();

        assertThat(answer.required("id").asString()).isEmpty();
    }

    @Test
    void aTruthValueAsAByteIsZeroOrOne() {
        String request =
                "{'inputs':[" + AGE + "," + DEBT + "," + InferenceClient.binaryColumn("member", "BOOL", 1) + "]}";

        assertThat(InferenceClient.binary(api, request, new byte[] {0}).status())
                .isEqualTo(200);
        assertThat(InferenceClient.binary(api, request, new byte[] {1}).status())
                .isEqualTo(200);
        for (byte other : new byte[] {2, -1}) {
            assertThat(InferenceClient.binary(api, request, new byte[] {other}).faults())
                    .containsExactly("/inputs/2 not_a_boolean");
        }
    }

    @Test
    void contributionsMayBeBinaryToo() {
        String inputs = "'inputs':[" + AGE + REST.substring(0, REST.length() - 1);
        BinaryAnswer answer = InferenceClient.binaryBothWays(
                api, "{'parameters':{'explain':true,'binary_data_output':true}," + inputs + "}");
        JsonNode expected = InferenceClient.json(api, "{'parameters':{'explain':true}," + inputs + "}")
                .json()
                .required("outputs")
                .get(2)
                .required("data");

        JsonNode contributions = answer.json().required("outputs").get(2);
        assertThat(contributions.required("name").asString()).isEqualTo("contributions");
        assertThat(contributions.required("datatype").asString()).isEqualTo("FP64");
        assertThat(contributions.at("/parameters/binary_data_size").asInt()).isEqualTo(4 * Double.BYTES);
        ByteBuffer tensors = answer.tensors();
        tensors.position(tensors.position() + 2 * Float.BYTES + Long.BYTES);
        for (JsonNode term : expected) {
            assertThat(tensors.getDouble()).isEqualTo(term.asDouble());
        }
        assertThat(tensors.hasRemaining()).isFalse();
    }

    private static Answer send(byte[] body) {
        return api.send(api.request(INFER).POST(BodyPublishers.ofByteArray(body)));
    }

    private static String binary(String name, String datatype, int size) {
        return "{'name':'%s','shape':[1],'datatype':'%s','parameters':{'binary_data_size':%d}}"
                .formatted(name, datatype, size);
    }
}
