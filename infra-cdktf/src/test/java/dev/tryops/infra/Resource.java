package dev.tryops.infra;

import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A resource, or a data source ({@code data.aws_caller_identity}), as it was synthesized. */
public record Resource(String stack, String type, String name, JsonNode body) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** How Terraform calls it: {@code aws_vpc.Network_vpc_1234}. */
    public String address() {
        return type + "." + name;
    }

    /** Where it stands in the program: {@code foundation/network/vpc}. */
    public String path() {
        return body.at("/~1~1/metadata/path").asString();
    }

    /** What is at {@code pointer}; a missing node, if there is nothing. */
    public JsonNode at(String pointer) {
        return body.at(pointer);
    }

    public String text(String field) {
        return body.path(field).asString("");
    }

    /** The JSON document that {@code field} holds as a text. */
    public JsonNode json(String field) {
        return JSON.readTree(text(field));
    }

    /** The statements of the policy that {@code field} holds. */
    public Stream<JsonNode> statements(String field) {
        return stream(json(field).path("Statement"));
    }

    /** A node's elements. */
    public static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** The texts in a node: itself, or its elements. */
    public static Stream<String> texts(JsonNode node) {
        return node.isArray()
                ? stream(node).map(JsonNode::asString)
                : Stream.of(node).filter(JsonNode::isString).map(JsonNode::asString);
    }

    String pointer() {
        return type.startsWith("data.")
                ? "/data/" + type.substring("data.".length()) + "/" + name
                : "/resource/" + type + "/" + name;
    }

    @Override
    public String toString() {
        return stack + ": " + address() + " (" + path() + ")";
    }
}
