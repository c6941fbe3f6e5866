package dev.tryops.infra.policy;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Terraform's JSON in Terraform's other syntax, for Checkov: only there does it follow references and read policies. For
 * nobody else; Terraform itself is given the JSON.
 */
final class Hcl {

    private static final Set<String> WITH_TYPE_AND_NAME = Set.of("resource", "data");
    private static final Set<String> WITH_NAME = Set.of("provider", "variable", "output", "module");
    /** What the schema calls a map, and not a block. */
    private static final Set<String> MAPS = Set.of("tags", "labels", "config", "defaults", "conditions", "content");

    private final StringBuilder text = new StringBuilder();

    private Hcl() {}

    static String of(JsonNode document) {
        Hcl hcl = new Hcl();
        for (Map.Entry<String, JsonNode> block : document.properties()) {
            if (WITH_TYPE_AND_NAME.contains(block.getKey())) {
                block.getValue()
                        .properties()
                        .forEach(type -> type.getValue()
                                .properties()
                                .forEach(one -> hcl.block(
                                        block.getKey(), quoted(type.getKey(), one.getKey()), one.getValue())));
            } else if (WITH_NAME.contains(block.getKey())) {
                block.getValue().properties().forEach(one -> hcl.named(block.getKey(), one));
            }
        }
        return hcl.text.toString();
    }

    /** Several providers of one name are a list. */
    private void named(String kind, Map.Entry<String, JsonNode> one) {
        for (JsonNode body : one.getValue().isArray() ? one.getValue() : Set.of(one.getValue())) {
            block(kind, quoted(one.getKey()), body);
        }
    }

    private void block(String kind, String labels, JsonNode body) {
        text.append(kind).append(' ').append(labels).append(" {\n");
        for (Map.Entry<String, JsonNode> attribute : body.properties()) {
            if (!attribute.getKey().equals("//") && !attribute.getKey().equals("provisioner")) {
                attribute(attribute.getKey(), attribute.getValue());
            }
        }
        text.append("}\n");
    }

    private void attribute(String name, JsonNode value) {
        if (value.isObject() && !MAPS.contains(name)) {
            block(name, "", value);
        } else if (value.isArray() && !value.isEmpty() && value.get(0).isObject()) {
            value.valueStream().forEach(one -> block(name, "", one));
        } else if (!value.isNull()) {
            text.append(name).append(" = ").append(expression(value)).append('\n');
        }
    }

    /** Texts are escaped as in JSON, and references in them mean the same. */
    private static String expression(JsonNode value) {
        if (value.isObject()) {
            return value.properties().stream()
                    .map(entry -> quoted(entry.getKey()) + " = " + expression(entry.getValue()))
                    .collect(Collectors.joining("\n", "{\n", "\n}"));
        }
        return value.isArray()
                ? value.valueStream().map(Hcl::expression).collect(Collectors.joining(", ", "[", "]"))
                : JsonMapper.shared().writeValueAsString(value);
    }

    private static String quoted(String... names) {
        return Arrays.stream(names).map(name -> '"' + name + '"').collect(Collectors.joining(" "));
    }
}
