package dev.tryops.infra.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A policy as the rules see it: a literal document, or a data source that makes one. References inside stay as they are,
 * which does no harm: none of them is a wildcard.
 */
final class PolicyText {

    private final Optional<List<Part>> parts;

    private PolicyText(Optional<List<Part>> parts) {
        this.parts = parts;
    }

    /** @param attribute whose text is the policy */
    static PolicyText of(Resource resource, String attribute) {
        JsonNode value = resource.body().path(attribute);
        if (value.isObject()) {
            return ofDataSource(value);
        }
        try {
            JsonNode document = JsonMapper.shared().readTree(Resource.text(value));
            boolean isPolicy =
                    document.isObject() && !document.path("Statement").isEmpty();
            return new PolicyText(isPolicy ? Optional.of(parts(document.path("Statement"))) : Optional.empty());
        } catch (JacksonException e) {
            return new PolicyText(Optional.empty()); // made by an expression, and known to nobody before it is deployed
        }
    }

    static PolicyText ofDataSource(JsonNode body) {
        return new PolicyText(Optional.of(parts(body.path("statement"))));
    }

    private static List<Part> parts(JsonNode statements) {
        List<Part> parts = new ArrayList<>();
        for (JsonNode statement : statements.isArray() ? statements : List.of(statements)) {
            if (statement.isObject()) {
                parts.add(new Part(statement));
            }
        }
        return List.copyOf(parts);
    }

    /** Whether the rules can read it. What cannot be read is never taken for good. */
    boolean isKnown() {
        return parts.isPresent();
    }

    Stream<Part> allows() {
        return parts.stream().flatMap(List::stream).filter(part -> !part.isDeny());
    }

    Stream<Part> denies() {
        return parts.stream().flatMap(List::stream).filter(Part::isDeny);
    }

    /** One key of a condition. */
    record Clause(String operator, String key, List<String> values) {}

    /** One statement, in the words of a document or of a data source. */
    record Part(JsonNode statement) {

        boolean isDeny() {
            return first("Effect", "effect").equals("Deny");
        }

        /** What it speaks of; all actions but some count as all. */
        List<String> actions() {
            return speaksOfAllBut("NotAction", "not_actions") ? List.of("*") : lower(both("Action", "actions"));
        }

        List<String> resources() {
            return speaksOfAllBut("NotResource", "not_resources") ? List.of("*") : both("Resource", "resources");
        }

        boolean isOnEverything() {
            return resources().contains("*");
        }

        boolean hasCondition() {
            return !statement.path("Condition").isEmpty()
                    || !statement.path("condition").isEmpty();
        }

        Stream<Clause> conditions() {
            Stream<Clause> document = statement.path("Condition").properties().stream()
                    .flatMap(operator -> operator.getValue().properties().stream()
                            .map(key -> new Clause(operator.getKey(), key.getKey(), Resource.texts(key.getValue()))));
            Stream<Clause> source = Resource.blocks(statement, "condition")
                    .map(block -> new Clause(
                            Resource.text(block.path("test")),
                            Resource.text(block.path("variable")),
                            Resource.texts(block.path("values"))));
            return Stream.concat(document, source);
        }

        /** Whatever conditions it has. */
        boolean isForEveryone() {
            JsonNode principal = statement.path("Principal");
            return statement.has("NotPrincipal")
                    || statement.has("not_principals")
                    || Resource.text(principal).equals("*")
                    || principals("AWS").contains("*");
        }

        /** Those of one kind, such as {@code AWS} or {@code Federated}. */
        List<String> principals(String kind) {
            List<String> named =
                    new ArrayList<>(Resource.texts(statement.path("Principal").path(kind)));
            Resource.blocks(statement, "principals")
                    .filter(block -> Resource.text(block.path("type")).equals(kind))
                    .forEach(block -> named.addAll(Resource.texts(block.path("identifiers"))));
            return named;
        }

        private boolean speaksOfAllBut(String document, String source) {
            return statement.has(document) || statement.has(source);
        }

        private List<String> both(String document, String source) {
            return Resource.texts(statement.has(document) ? statement.path(document) : statement.path(source));
        }

        private String first(String document, String source) {
            return both(document, source).stream().findFirst().orElse("Allow");
        }

        private static List<String> lower(List<String> texts) {
            return texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
        }

        boolean hasAny(Set<String> actions) {
            return actions().stream().anyMatch(actions::contains);
        }
    }
}
