package dev.tryops.api;

import static io.opentelemetry.proto.trace.v1.Status.StatusCode.STATUS_CODE_ERROR;
import static io.opentelemetry.proto.trace.v1.Status.StatusCode.STATUS_CODE_UNSET;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import dev.tryops.api.RunningApi.Answer;
import dev.tryops.model.ClassCoefficients;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A model that passes every check, and whose graph fails on ages from 100. */
@ExtendWith(OutputCaptureExtension.class)
class FailingModelTest {

    private static final Map<String, String> FAILING = Map.of(
            "/v1/predict", "{'features':{'age':500,'debt_ratio':0.2,'member':true}}",
            "/v1/predict/batch", "{'instances':[{'age':500,'debt_ratio':0.2,'member':true}]}",
            "/invocations", "{'instances':[[500,0.2,1]]}",
            "/v2/models/credit-approval/infer",
                    "{'inputs':[{'name':'input','shape':[1,3],'datatype':'FP32','data':[500,0.2,1]}]}");

    @TempDir
    static Path store;

    private static Collector collector;
    private static RunningApi api;

    @BeforeAll
    static void start() {
        collector = new Collector();
        api = new RunningApi(store, "--tryops.tracing.endpoint=" + collector.endpoint(), "--tryops.tracing.delay=5ms");
        ClassCoefficients coefficients = TestModels.coefficients(0);
        api.serve(TestModels.bundle(
                TestModels.version(1), coefficients, TestModels.graph(coefficients, FailingModelTest::lookUpTheAge)));
        api.awaitReady();
    }

    @AfterAll
    static void stop() {
        api.close();
        collector.close();
    }

    @Test
    void aFailureOfOursTellsTheClientNothingAndTheLogAll(CapturedOutput output) {
        for (Map.Entry<String, String> failing : FAILING.entrySet()) {
            String id = "failing-" + Integer.toHexString(failing.getKey().hashCode());

            Answer answer = api.send(api.request(failing.getKey())
                    .header("Content-Type", "application/json")
                    .header("X-Request-ID", id)
                    .POST(BodyPublishers.ofString(failing.getValue().replace('\'', '"'))));

            assertThat(answer.status()).as(answer.text()).isEqualTo(500);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.json().required("request_id").asString()).isEqualTo(id);
            assertThat(answer.json().required("detail").asString())
                    .isEqualTo("The service failed to answer; its log has the cause under the request id");
            assertThat(answer.text()).doesNotContain("Exception", "Gather", "dev.tryops", "ai.onnx", ".onnx", "500.0");
            assertThat(output.getAll().lines())
                    .anyMatch(line -> line.contains("ERROR") && line.contains("A request failed") && line.contains(id));
        }
        assertThat(output.getAll()).contains("Gather");
        assertThat(output.getAll()).as("by whom else").doesNotContain("threw exception");
    }

    @Test
    void aFailureOfOursIsOneOfItsTraceAndTheLogNamesIt(CapturedOutput output) {
        for (Map.Entry<String, String> failing : FAILING.entrySet()) {
            String id = "traced-" + Integer.toHexString(failing.getKey().hashCode());
            api.send(api.request(failing.getKey())
                    .header("Content-Type", "application/json")
                    .header("X-Request-ID", id)
                    .POST(BodyPublishers.ofString(failing.getValue().replace('\'', '"'))));

            List<Span> spans = collector.ofRequest(id);
            assertThat(spans)
                    .extracting(Span::getName)
                    .endsWith("decode", "infer")
                    .hasSize(3);
            assertThat(spans.getFirst().getStatus().getCode()).isEqualTo(STATUS_CODE_ERROR);
            assertThat(spans.get(1).getStatus().getCode()).isEqualTo(STATUS_CODE_UNSET);
            assertThat(spans.getLast().getStatus().getCode()).isEqualTo(STATUS_CODE_ERROR);
            assertThat(Collector.attributes(spans.getFirst()))
                    .containsEntry("error.type", IllegalStateException.class.getName())
                    .containsEntry("http.response.status_code", 500L);
            String ids = "[" + id + " " + Collector.hex(spans.getFirst().getTraceId()) + " "
                    + Collector.hex(spans.getFirst().getSpanId()) + "]";
            assertThat(output.getAll().lines())
                    .anyMatch(line -> line.contains("A request failed") && line.endsWith(ids));
        }
        assertThat(output.getAll().lines().filter(line -> line.contains("Serving") || line.contains("Started")))
                .noneMatch(line -> line.endsWith("]"));
    }

    @Test
    void aFailureOfOursIsCounted() {
        FAILING.forEach((path, body) -> api.post(path, body.replace('\'', '"')));

        String text = api.get("/metrics").text();
        for (String path : FAILING.keySet()) {
            String endpoint = "endpoint=\"" + path.replace("credit-approval", "{model}") + "\"";
            assertThat(text)
                    .containsPattern(
                            "prediction_requests_total\\{\\Q" + endpoint + "\\E.*status=\"server_error\"} [1-9]")
                    .containsPattern("prediction_errors_total\\{\\Q" + endpoint + "\\E,error_type=\"internal\"} [1-9]");
        }
    }

    @Test
    void theNextRequestIsAnswered() {
        FAILING.forEach((path, body) -> {
            api.post(path, body.replace('\'', '"'));

            assertThat(api.post(path, body.replace('\'', '"').replace("500", "50"))
                            .status())
                    .isEqualTo(200);
        });
    }

    /** Adds to every score what stands in a table of 100 zeros at the place of the age. */
    private static OnnxMl.GraphProto.Builder lookUpTheAge(OnnxMl.GraphProto.Builder graph) {
        int scores = graph.getNodeCount() - 2;
        OnnxMl.NodeProto.Builder gemm = graph.getNode(scores).toBuilder().setInput(0, "looked_up");
        return graph.addInitializer(TestModels.floats("table", new float[100], 100))
                .addInitializer(OnnxMl.TensorProto.newBuilder()
                        .setName("first")
                        .setDataType(OnnxMl.TensorProto.DataType.INT64.getNumber())
                        .addDims(1)
                        .addInt64Data(0))
                .setNode(
                        scores,
                        TestModels.node("Gather", "age", "input", "first").addAttribute(integer("axis", 1)))
                .addNode(
                        scores + 1,
                        TestModels.node("Cast", "place", "age")
                                .addAttribute(integer("to", OnnxMl.TensorProto.DataType.INT64.getNumber())))
                .addNode(
                        scores + 2,
                        TestModels.node("Gather", "zero", "table", "place").setName("Gather 2"))
                .addNode(scores + 3, TestModels.node("Add", "looked_up", "bounded", "zero"))
                .addNode(scores + 4, gemm);
    }

    private static OnnxMl.AttributeProto integer(String name, long value) {
        return OnnxMl.AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }
}
