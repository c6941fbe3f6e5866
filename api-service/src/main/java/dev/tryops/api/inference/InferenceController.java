package dev.tryops.api.inference;

import dev.tryops.api.predict.Message;
import dev.tryops.api.serving.ModelSlot;
import dev.tryops.api.serving.PredictionIds;
import dev.tryops.api.serving.ServingModel;
import dev.tryops.api.tracing.RequestTrace;
import dev.tryops.api.web.ApiHeaders;
import dev.tryops.api.web.RequestBody;
import dev.tryops.api.web.Violation;
import dev.tryops.model.ModelVersion;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The Open Inference Protocol V2 over HTTP, with the extension for binary tensors. */
@RestController
class InferenceController {

    private static final String MODEL = "/v2/models/{model}";
    private static final String VERSION = MODEL + "/versions/{version}";

    private static final String JSON_LENGTH = "Inference-Header-Content-Length";
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,10}");
    /** Some clients send no type at all. */
    private static final RequestBody.Types TYPES = new RequestBody.Types(
            List.of(MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_OCTET_STREAM_VALUE), true);

    private final ModelSlot slot;
    private final ScoringRoute route;
    private final String modelName;
    private final BuildProperties build;
    /** One for each place. */
    private final List<Inference> inferences;

    InferenceController(
            ModelSlot slot,
            ScoringRoute route,
            InferenceProperties properties,
            PredictionIds ids,
            BuildProperties build) {
        this.slot = slot;
        this.route = route;
        this.modelName = properties.modelName();
        this.build = build;
        this.inferences = route.forEachPlace(() -> new Inference(ids, modelName, route.maxRows()));
    }

    @GetMapping({"/v2", "/v2/"})
    Server server() {
        return new Server("tryops-api", String.valueOf(build.getVersion()), List.of("binary_tensor_data"));
    }

    @GetMapping({MODEL, VERSION})
    ResponseEntity<ModelDescription> model(
            @PathVariable String model, @PathVariable(required = false) @Nullable String version) {
        String serving =
                slot.use(ServingModel::version).map(ModelVersion::value).orElse("");
        return use(model, version, m -> told(m, ModelDescription.of(modelName, serving, m)))
                .orElseThrow(route::refusal);
    }

    @GetMapping({MODEL + "/ready", VERSION + "/ready"})
    ResponseEntity<Ready> ready(@PathVariable String model, @PathVariable(required = false) @Nullable String version) {
        return use(model, version, m -> told(m, new Ready(modelName, true))).orElseThrow(route::refusal);
    }

    private static <T> ResponseEntity<T> told(ServingModel model, T what) {
        return ResponseEntity.ok()
                .header(ApiHeaders.MODEL_VERSION, model.version().value())
                .body(what);
    }

    @PostMapping(MODEL + "/infer")
    void infer(@PathVariable String model, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        infer(MODEL + "/infer", model, null, request, response);
    }

    @PostMapping(VERSION + "/infer")
    void inferVersion(
            @PathVariable String model,
            @PathVariable String version,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        infer(VERSION + "/infer", model, version, request, response);
    }

    private void infer(
            String endpoint,
            String model,
            @Nullable String version,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        route.answer(
                endpoint,
                TYPES,
                request,
                response,
                (place, message, trace) ->
                        use(model, version, m -> answer(inferences.get(place), m, message, request, trace)),
                answered -> write(answered, response));
    }

    private <T> Optional<T> use(String model, @Nullable String version, Function<ServingModel, T> work) {
        if (!model.equals(modelName)) {
            return Optional.empty();
        }
        if (version == null) {
            return slot.use(work);
        }
        return ModelVersion.isValid(version) ? slot.use(new ModelVersion(version), work) : Optional.empty();
    }

    private static Reply answer(
            Inference inference, ServingModel model, Message message, HttpServletRequest request, RequestTrace trace) {
        RequestBody body = message.body();
        int jsonLength = body.length();
        String stated = request.getHeader(JSON_LENGTH);
        if (stated != null) {
            long length = LENGTH.matcher(stated).matches() ? Long.parseLong(stated) : 0;
            if (length < 1 || length > body.length()) {
                Violation fault = new Violation(
                        "", "bad_header", JSON_LENGTH + " is the number of bytes of the JSON, at most all of the body");
                return new Reply.Invalid(model.version().value(), List.of(fault));
            }
            jsonLength = (int) length;
        }
        return inference.answer(model, new InferBody(body.bytes(), body.length(), jsonLength), message.answer(), trace);
    }

    private static void write(Reply.Answered answered, HttpServletResponse response) throws IOException {
        int binary = answered.tensors().length;
        if (binary > 0) {
            response.setHeader(JSON_LENGTH, Integer.toString(answered.head().length()));
        }
        response.setContentType(
                binary > 0 ? MediaType.APPLICATION_OCTET_STREAM_VALUE : MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(answered.head().length() + binary);
        answered.head().writeTo(response.getOutputStream());
        if (binary > 0) { // after the last byte even an empty write fails, and the answer would not count as one
            response.getOutputStream().write(answered.tensors());
        }
    }

    record Server(String name, String version, List<String> extensions) {}

    record Ready(String name, boolean ready) {}
}
