package dev.tryops.api.docs;

import dev.tryops.api.security.HealthRoutes;
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

    /** What the filters in front of the routes answer: by status, the component for it. */
    private static final Map<String, String> FILTERED =
            Map.of("401", "Unauthorized", "403", "Forbidden", "429", "TooManyRequests");

    private final ObjectNode generic;

    /** @param authentication whether the service asks for credentials */
    OpenApiDocument(String version, boolean authentication) {
        ObjectNode paths = read("native-paths");
        paths.setAll(read("protocol-paths"));
        ObjectNode components = read("components");
        components.set("schemas", read("schemas"));
        generic = read("document");
        ((ObjectNode) generic.required("info")).put("version", version);
        generic.set("paths", paths);
        generic.set("components", components);
        paths.forEachEntry((path, members) -> members.forEachEntry((name, member) -> {
            if (member instanceof ObjectNode operation) { // what all operations of a path share is an array
                addFiltered(path, name, operation);
            }
        }));
        if (authentication) {
            components.set("securitySchemes", read("security-schemes"));
            components
                    .required("securitySchemes")
                    .propertyNames()
                    .forEach(scheme -> generic.withArray("security").addObject().putArray(scheme));
        }
    }

    /** Probes are let through by every filter. */
    private static void addFiltered(String path, String method, ObjectNode operation) {
        if (HealthRoutes.isOne(path)) {
            operation.putArray("security");
            return;
        }
        ObjectNode responses = (ObjectNode) operation.required("responses");
        FILTERED.forEach((status, component) -> refer(responses, status, path, component));
        if (method.equals("post")) {
            refer(responses, "408", path, "TooSlow");
        }
    }

    private static void refer(ObjectNode responses, String status, String path, String component) {
        String name = path.startsWith("/v2") ? "V2Error" : component;
        responses.putObject(status).put("$ref", "#/components/responses/" + name);
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
