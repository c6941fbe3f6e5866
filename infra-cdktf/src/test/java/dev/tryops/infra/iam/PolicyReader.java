package dev.tryops.infra.iam;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a policy, and refuses every element, version or form that it does not know. */
final class PolicyReader {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Set<String> POLICY = Set.of("Version", "Id", "Statement");
    private static final Set<String> STATEMENT = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");

    private final Policy.Kind kind;

    private PolicyReader(Policy.Kind kind) {
        this.kind = kind;
    }

    static Policy read(Policy.Kind kind, String json) {
        return new PolicyReader(kind).policy(parsed(json));
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw new PolicyError("Not a JSON document: " + e.getOriginalMessage());
        }
    }

    private Policy policy(JsonNode document) {
        known(document, POLICY, "policy");
        if (document.has("Id") && !kind.namesPrincipals()) {
            throw new PolicyError("A policy of an identity has no Id");
        }
        // Without a version, the older one is meant; they differ in variables alone, which are refused in both.
        String version = document.path("Version").asString("2008-10-17");
        if (!version.equals("2012-10-17") && !version.equals("2008-10-17")) {
            throw new PolicyError("Unknown version of the policy language: " + version);
        }
        JsonNode statements = document.path("Statement");
        List<Statement> read = new ArrayList<>();
        for (JsonNode statement : statements.isArray() ? statements : List.of(statements)) {
            read.add(statement(statement));
        }
        Set<String> sids = new HashSet<>();
        for (Statement statement : read) {
            if (!statement.sid().isEmpty() && !sids.add(statement.sid())) {
                throw new PolicyError("Two statements have the Sid " + statement.sid());
            }
        }
        return new Policy(kind, List.copyOf(read));
    }

    private Statement statement(JsonNode node) {
        known(node, STATEMENT, "statement");
        Statement.Effect effect = switch (node.path("Effect").asString("")) {
            case "Allow" -> Statement.Effect.ALLOW;
            case "Deny" -> Statement.Effect.DENY;
            default -> throw new PolicyError("Effect is Allow or Deny, not: " + node.path("Effect"));
        };
        return new Statement(
                node.path("Sid").asString(""),
                effect,
                principals(node, effect),
                actions(node),
                resources(node),
                conditions(node.path("Condition")));
    }

    private Principals principals(JsonNode node, Statement.Effect effect) {
        if (!kind.namesPrincipals()) {
            if (node.has("Principal") || node.has("NotPrincipal")) {
                throw new PolicyError("A policy of an identity names no principal: it speaks of who has it");
            }
            return new Principals.Holder();
        }
        String element = oneOf(node, "Principal", "NotPrincipal");
        boolean except = element.startsWith("Not");
        if (except && (effect == Statement.Effect.ALLOW || kind == Policy.Kind.TRUST)) {
            throw new PolicyError("NotPrincipal goes with Deny, and not into a trust policy");
        }
        JsonNode said = node.get(element);
        if (!except && (isStar(said) || (said.size() == 1 && isStar(said.path("AWS"))))) {
            return new Principals.Everyone();
        }
        Set<Principal> named = named(said);
        return except ? new Principals.AllBut(named) : new Principals.Named(named);
    }

    private static boolean isStar(JsonNode node) {
        return node.isString() && node.stringValue().equals("*");
    }

    private static Set<Principal> named(JsonNode said) {
        if (!said.isObject() || said.isEmpty()) {
            throw new PolicyError("Not a principal: " + said);
        }
        Set<Principal> named = new LinkedHashSet<>();
        for (Map.Entry<String, JsonNode> entry : said.properties()) {
            texts(entry.getValue(), entry.getKey()).forEach(value -> named.add(Principal.of(entry.getKey(), value)));
        }
        return named;
    }

    private static Statement.Selection actions(JsonNode node) {
        String element = oneOf(node, "Action", "NotAction");
        List<String> patterns = texts(node.get(element), element);
        for (String pattern : patterns) {
            if (!pattern.equals("*") && !pattern.matches("[A-Za-z0-9-]+:[A-Za-z0-9*?]+")) {
                throw new PolicyError("Not an action: " + pattern);
            }
        }
        return new Statement.Selection(element.startsWith("Not"), patterns);
    }

    private Statement.Selection resources(JsonNode node) {
        if (kind == Policy.Kind.TRUST) {
            if (node.has("Resource") || node.has("NotResource")) {
                throw new PolicyError("A trust policy names no resource: it hangs on its role");
            }
            return new Statement.Selection(false, List.of("*"));
        }
        String element = oneOf(node, "Resource", "NotResource");
        List<String> patterns = texts(node.get(element), element);
        patterns.stream().filter(pattern -> !pattern.equals("*")).forEach(pattern -> {
            if (Glob.hasWildcard(Arn.parts(pattern)[2])) {
                throw new PolicyError("The service of a resource is named whole: " + pattern);
            }
        });
        return new Statement.Selection(element.startsWith("Not"), patterns);
    }

    private static List<Condition> conditions(JsonNode block) {
        List<Condition> read = new ArrayList<>();
        if (block.isMissingNode()) {
            return read;
        }
        if (!block.isObject()) {
            throw new PolicyError("Not a condition: " + block);
        }
        for (Map.Entry<String, JsonNode> operator : block.properties()) {
            for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
                read.add(Condition.of(operator.getKey(), key.getKey(), texts(key.getValue(), key.getKey())));
            }
        }
        return List.copyOf(read);
    }

    /** One text or several; numbers and truth values may come without quotation marks. */
    private static List<String> texts(JsonNode node, String element) {
        List<String> texts = new ArrayList<>();
        for (JsonNode one : node.isArray() ? node : List.of(node)) {
            if (!one.isValueNode() || one.isNull()) {
                throw new PolicyError(element + " takes texts, not: " + one);
            }
            String text = one.asString();
            if (text.contains("${")) {
                throw new PolicyError("Variables are not resolved here: " + text);
            }
            texts.add(text);
        }
        if (texts.isEmpty()) {
            throw new PolicyError(element + " is empty");
        }
        return List.copyOf(texts);
    }

    private static String oneOf(JsonNode node, String plain, String negated) {
        if (node.has(plain) == node.has(negated)) {
            throw new PolicyError("A statement has either %s or %s: %s".formatted(plain, negated, node));
        }
        return node.has(plain) ? plain : negated;
    }

    private static void known(JsonNode node, Set<String> elements, String what) {
        if (!node.isObject()) {
            throw new PolicyError("Not a %s: %s".formatted(what, node));
        }
        node.propertyNames().stream()
                .filter(name -> !elements.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new PolicyError("Unknown element of a %s: %s".formatted(what, name));
                });
    }
}
