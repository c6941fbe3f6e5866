package dev.tryops.api.docs;

import dev.tryops.api.security.AuthenticationProperties;
import dev.tryops.api.serving.ModelSlot;
import dev.tryops.api.web.ApiHeaders;
import dev.tryops.api.web.RequestRefused;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The descriptions, made anew for each request: they are asked for seldom, and the model may have changed. */
@RestController
class DocsController {

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private final ModelSlot slot;
    private final OpenApiDocument document;

    DocsController(ModelSlot slot, BuildProperties build, AuthenticationProperties authentication) {
        this.slot = slot;
        this.document = new OpenApiDocument(String.valueOf(build.getVersion()), authentication.required());
    }

    @GetMapping("/v1/model/schema")
    ResponseEntity<Map<String, Object>> schema() {
        ModelDocs model =
                slot.use(ModelDocs::of).orElseThrow(() -> RequestRefused.unavailable("No model is loaded yet", 1));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", DIALECT);
        schema.putAll(model.features());
        return ResponseEntity.ok()
                .header(ApiHeaders.MODEL_VERSION, model.version())
                .body(schema);
    }

    @GetMapping("/v3/api-docs")
    ResponseEntity<JsonNode> apiDocs() {
        return slot.use(ModelDocs::of)
                .map(model -> ResponseEntity.ok()
                        .header(ApiHeaders.MODEL_VERSION, model.version())
                        .body(document.with(model)))
                .orElseGet(() -> ResponseEntity.ok(document.withoutModel()));
    }
}
