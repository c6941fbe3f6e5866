package dev.tryops.infra.policy;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One rule, where it holds and where it does not. Blocks are written as <code>'type.name':{…}</code>, with apostrophes for
 * quotation marks.
 */
record Example(String id, String holds, String fails) {

    /** The violations of this rule alone. */
    List<Violation> violations(String blocks) {
        Template template = template(blocks);
        return Rules.violations(template).stream()
                .filter(violation -> violation.id().equals(id))
                .toList();
    }

    /** An example without a block of the rule's kind would hold whatever the rule says. */
    boolean isAbout(String blocks) {
        return Rules.all().stream()
                .filter(rule -> rule.id().equals(id))
                .anyMatch(rule -> template(blocks).all(rule.types()).findAny().isPresent());
    }

    static Template template(String blocks) {
        ObjectNode document = JsonMapper.shared().createObjectNode();
        JsonNode read =
                JsonMapper.shared().readTree("{" + blocks.replace("\\'", "\\\"").replace('\'', '"') + "}");
        for (Map.Entry<String, JsonNode> block : read.properties()) {
            String[] address = block.getKey().split("\\.");
            switch (address[0]) {
                case "data" ->
                    document.withObject("data").withObject(address[1]).set(address[2], block.getValue());
                case "provider", "module", "variable", "locals" ->
                    document.withObject(address[0]).set(address[1], block.getValue());
                default ->
                    document.withObject("resource").withObject(address[0]).set(address[1], block.getValue());
            }
        }
        return new Template(Map.of("stack", document));
    }

    /** A policy as the text of an attribute. */
    static String policy(String... statements) {
        String document = "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
        return JsonMapper.shared().writeValueAsString(document.replace('\'', '"'));
    }

    @Override
    public String toString() {
        return id;
    }
}
