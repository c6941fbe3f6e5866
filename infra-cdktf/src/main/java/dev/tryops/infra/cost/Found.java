package dev.tryops.infra.cost;

import tools.jackson.databind.JsonNode;

/** A resource as it was synthesized. */
record Found(String stack, String type, String name, JsonNode body) {

    /** Where it was constructed, {@code foundation/network/nat-a}; else as Terraform names it, behind the stack. */
    String address() {
        return body.path("//").path("metadata").path("path").asString(stack + "/" + type + "." + name);
    }

    /** What is at {@code field}: a block may be written as an object or as a list with one. */
    JsonNode block(String field) {
        return one(body.path(field));
    }

    String text(String field) {
        return body.path(field).asString("");
    }

    static JsonNode one(JsonNode node) {
        return node.isArray() ? node.path(0) : node;
    }
}
