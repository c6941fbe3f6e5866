package dev.tryops.infra;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A role with all that it was given. */
record SynthesizedRole(Synthesized all, Resource role) {

    /** The role whose name ends so, behind the environment's prefix. */
    static SynthesizedRole named(Synthesized all, String suffix) {
        String name = "sam-mlops-production-" + suffix;
        return new SynthesizedRole(
                all,
                all.resources("aws_iam_role").stream()
                        .filter(role -> role.text("name").equals(name))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("No role is called " + name)));
    }

    /** Who may take it: the statements of its trust. */
    List<JsonNode> trust() {
        return role.statements("assume_role_policy").toList();
    }

    /** The managed policies that are attached, by name. */
    List<String> attached() {
        return mine("aws_iam_role_policy_attachment")
                .map(attachment -> attachment.text("policy_arn").replaceFirst(".*:policy/", ""))
                .toList();
    }

    /** The statements of all policies of its own. */
    List<JsonNode> statements() {
        return mine("aws_iam_role_policy")
                .flatMap(policy -> policy.statements("policy"))
                .toList();
    }

    /** What it may do, whatever with. */
    List<String> actions() {
        return statements().stream()
                .flatMap(SynthesizedRole::actions)
                .distinct()
                .sorted()
                .toList();
    }

    /** The statement that allows {@code action}, of which there must be one. */
    JsonNode allowing(String action) {
        List<JsonNode> found = statements().stream()
                .filter(statement -> actions(statement).anyMatch(action::equals))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError("%s should have one statement of %s, and has %s".formatted(role, action, found));
        }
        return found.getFirst();
    }

    private Stream<Resource> mine(String type) {
        return all.resources(type).stream()
                .filter(grant -> grant.stack().equals(role.stack())
                        && grant.text("role").equals("${" + role.address() + ".name}"));
    }

    static Stream<String> actions(JsonNode statement) {
        return Resource.texts(statement.path("Action"));
    }

    static List<String> resources(JsonNode statement) {
        return Resource.texts(statement.path("Resource")).toList();
    }
}
