package dev.tryops.api;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tryops.api.RunningApi.Answer;
import dev.tryops.model.ModelVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** An OpenAPI document as a test reads it: references resolved, answers judged by their documented schema. */
final class OpenApi {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final String ID = "https://tryops.test/openapi.json";

    private final JsonNode json;
    private final SchemaRegistry registry;

    OpenApi(Answer answer) {
        this.json = answer.json();
        this.registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(ID, answer.text())));
    }

    /**
     * The OpenAPI Initiative's schema of 2022-10-07 (Apache-2.0), as the Python package openapi-spec-validator 0.9.0 has
     * it: unlike in the original, a path may be a reference, which ours are not.
     */
    static Schema metaSchema(SchemaRegistry registry) throws IOException {
        try (InputStream in = OpenApi.class.getResourceAsStream("/openapi/oas-3.1-schema-2022-10-07.json")) {
            return registry.getSchema(in, InputFormat.JSON);
        }
    }

    static String route(String method, String path) {
        String bare = path.replaceAll("\\{[^}]*}", "{}");
        return method.toLowerCase(Locale.ROOT) + " "
                + (bare.length() > 1 && bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare);
    }

    JsonNode json() {
        return json;
    }

    JsonNode features() {
        return json.at("/components/schemas/Features");
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        json.required("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(member -> METHODS.contains(member.getKey()))
                        .forEach(member -> operations.add(operation(member.getKey(), path.getKey()))));
        return operations;
    }

    Operation operation(String method, String path) {
        String at = "/paths/" + path.replace("~", "~0").replace("/", "~1") + "/" + method;
        return new Operation(
                method, path, at, json.at(resolve(at + "/requestBody") + "/content/application~1json/example"));
    }

    /** All schemas outside of schemas: those of media types, parameters and headers, and the named ones. */
    List<JsonNode> schemas() {
        List<JsonNode> schemas = new ArrayList<>(json.findValues("schema"));
        json.at("/components/schemas").forEach(schemas::add);
        return schemas;
    }

    /** How an answer departs from what is documented for its status; a body without a documented schema is fine. */
    List<String> faults(Operation operation, int status, Answer answer) {
        String content = resolve(operation.at + "/responses/" + status) + "/content";
        JsonNode types = json.at(content);
        if (types.isMissingNode()) {
            return List.of("Status " + status + " is not documented with a body");
        }
        String type = answer.header("Content-Type").replaceAll(";.*", "");
        if (!types.has(type)) {
            return List.of("Content type " + type + " is not documented");
        }
        if (!type.endsWith("json")) {
            return List.of();
        }
        String schema = content + "/" + type.replace("/", "~1") + "/schema";
        return registry.getSchema(SchemaLocation.of(ID + "#" + schema)).validate(answer.json()).stream()
                .map(Object::toString)
                .toList();
    }

    private String resolve(String pointer) {
        JsonNode ref = json.at(pointer + "/$ref");
        return ref.isMissingNode() ? pointer : resolve(ref.asString().substring(1));
    }

    record Operation(String method, String path, String at, JsonNode example) {

        boolean hasExample() {
            return !example.isMissingNode();
        }

        String route() {
            return OpenApi.route(method, path);
        }

        /** The first segment of the path. */
        String group() {
            return "/" + path.split("/", -1)[1];
        }

        String concretePath(ModelVersion version) {
            return path.replace("{model}", "credit-approval").replace("{version}", version.value());
        }
    }
}
