package dev.tryops.api.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI 3.1 document: written by hand in the resources, with holes for what the loaded model says. */
final class OpenApiDocument {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final ObjectNode generic;

    OpenApiDocument(String version) {
        ObjectNode paths = read("native-paths");
        paths.setAll(read("protocol-paths"));
        ObjectNode components = read("components");
        components.set("schemas", read("schemas"));
        generic = read("document");
        ((ObjectNode) generic.required("info")).put("version", version);
        generic.set("paths", paths);
        generic.set("components", components);
    }

    /** The document while no model is loaded: any feature may be one. */
    JsonNode withoutModel() {
        return generic;
    }

    /** The document with the features of a model, and an example in every route that predicts. */
    JsonNode with(ModelDocs model) {
        ObjectNode document = generic.deepCopy();
        ObjectNode components = (ObjectNode) document.required("components");
        ((ObjectNode) components.required("schemas")).set("Features", JSON.valueToTree(model.features()));
        ObjectNode bodies = (ObjectNode) components.required("requestBodies");
        model.examples().forEach((body, example) -> setExample(bodies, body, example));
        return document;
    }

    private static void setExample(ObjectNode bodies, String body, Map<String, Object> example) {
        ObjectNode json = (ObjectNode) bodies.required(body).required("content").required("application/json");
        json.set("example", JSON.valueToTree(example));
    }

    private static ObjectNode read(String name) {
        String file = "/openapi/" + name + ".json";
        try (InputStream in = OpenApiDocument.class.getResourceAsStream(file)) {
            return (ObjectNode) JSON.readTree(Objects.requireNonNull(in, file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
