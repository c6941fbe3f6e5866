package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.api.RunningApi.Answer;
import dev.tryops.model.ClassCoefficients;
import dev.tryops.model.ClassCoefficients.Term;
import dev.tryops.model.Vectors;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A model that explains each feature with its own value shows what became of a literal. */
class NumbersApiTest {

    @TempDir
    static Path store;

    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = new RunningApi(store);
        ClassCoefficients echo = new ClassCoefficients(
                0,
                TestModels.SCHEMA.names().stream()
                        .map(name -> new Term(name, null, 1, 0, 1))
                        .toList());
        api.serve(TestModels.bundle(TestModels.version(1), echo, TestModels.graph(echo, UnaryOperator.identity())));
        api.awaitReady();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @TestFactory
    Stream<DynamicTest> everyLiteralBecomesTheFloatOfTheContractOnEveryRoute() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode row : Vectors.section("numbers").required("rows")) {
            if (row.required("accepted").asBoolean()) {
                String literal = row.required("literal").asString();
                float expected = Float.intBitsToFloat(
                        HexFormat.fromHexDigits(row.required("float32_bits").asString()));
                tests.add(DynamicTest.dynamicTest(literal, () -> {
                    // A sum does not keep the sign of a zero; all else is the same to the bit.
                    assertThat(nativeEcho(literal)).isEqualTo(expected + 0.0);
                    assertThat(inferenceEcho("FP32", literal)).isEqualTo(expected + 0.0);
                    assertThat(inferenceEcho("FP64", literal)).isEqualTo(expected + 0.0);
                }));
            }
        }
        return tests.stream();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0e99999999999", "-0.00E+99999999999", "0e-99999999999", "0.0", "-0"})
    void zeroIsAnIntegerHoweverItIsWritten(String literal) {
        assertThat(api.post("/v1/predict", features(literal, "0.2")).status()).isEqualTo(200);
        assertThat(infer("INT64", literal, "FP64", "0.2").status()).isEqualTo(200);
        assertThat(infer("UINT8", literal, "FP64", "0.2").status()).isEqualTo(200);
        assertThat(api.post("/invocations", "{\"instances\":[[" + literal + ",0.2," + literal + "]]}")
                        .status())
                .isEqualTo(200);
        assertThat(api.send(api.request("/invocations")
                                .header("Content-Type", "text/csv")
                                .POST(BodyPublishers.ofString(literal + ",0.2,1")))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-99999999999", "10e-99999999999", "0.1", "0.00001e4"})
    void aFractionIsNoneHoweverSmall(String literal) {
        assertThat(api.post("/v1/predict", features(literal, "0.2")).status()).isEqualTo(400);
        assertThat(infer("INT64", literal, "FP64", "0.2").status()).isEqualTo(400);
    }

    private static double nativeEcho(String literal) {
        Answer answer = api.post("/v1/predict?explain=true", features("30", literal));
        return answer.json().at("/contributions/features/debt_ratio").asDouble();
    }

    private static double inferenceEcho(String datatype, String literal) {
        return infer("INT64", "30", datatype, literal)
                .json()
                .required("outputs")
                .get(2)
                .at("/data/1")
                .asDouble();
    }

    private static Answer infer(String ageType, String age, String ratioType, String ratio) {
        return InferenceClient.json(
                api,
                ("{'parameters':{'explain':true},'inputs':[{'name':'age','shape':[1],'datatype':'%s','data':[%s]},"
                                + "{'name':'debt_ratio','shape':[1],'datatype':'%s','data':[%s]},"
                                + "{'name':'member','shape':[1],'datatype':'BOOL','data':[true]}]}")
                        .formatted(ageType, age, ratioType, ratio));
    }

    private static String features(String age, String debtRatio) {
        return "{\"features\":{\"age\":%s,\"debt_ratio\":%s,\"member\":true}}".formatted(age, debtRatio);
    }
}
