package dev.tryops.infra.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * One block of the synthesized JSON: a resource, or a data source or provider, whose types begin with {@code data.} and
 * {@code provider.}.
 *
 * @param path of the construct that made it, or its address where no construct is named
 * @param written as it stands in the file
 * @param body with references replaced by what they stand for, where that can be known before anything is deployed
 */
record Resource(String stack, String type, String name, String path, JsonNode written, JsonNode body) {

    /** As Terraform and Checkov name it. */
    String address() {
        return type + "." + name;
    }

    /** An attribute, or a path of attributes with dots; each block on the way is the first of its kind. */
    JsonNode get(String attribute) {
        JsonNode at = body;
        for (String step : attribute.split("\\.")) {
            JsonNode next = at.path(step);
            at = next.isArray() && !next.isEmpty() && next.get(0).isObject() ? next.get(0) : next;
        }
        return at;
    }

    /** All blocks of a kind, whether they were written as one or as a list. */
    Stream<JsonNode> blocks(String attribute) {
        return blocks(body, attribute);
    }

    static Stream<JsonNode> blocks(JsonNode parent, String attribute) {
        JsonNode block = parent.path(attribute);
        return block.isArray() ? block.valueStream() : block.isObject() ? Stream.of(block) : Stream.empty();
    }

    boolean has(String attribute) {
        JsonNode value = get(attribute);
        return !value.isMissingNode()
                && !value.isNull()
                && !(value.isString() && text(value).isEmpty());
    }

    boolean is(String attribute, String value) {
        return text(get(attribute)).equals(value);
    }

    boolean isTrue(String attribute) {
        return is(attribute, "true");
    }

    /** Texts of a list, or the one text that stands for it. */
    List<String> texts(String attribute) {
        return texts(get(attribute));
    }

    static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        (node.isArray() ? node.valueStream() : Stream.of(node))
                .filter(JsonNode::isValueNode)
                .filter(value -> !value.isNull())
                .forEach(value -> texts.add(text(value)));
        return texts;
    }

    static String text(JsonNode node) {
        return node.isValueNode() && !node.isNull() ? node.asString() : "";
    }
}
