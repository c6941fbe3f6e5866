package dev.tryops.infra;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Which resources a resource speaks of, through outputs of other stacks as well. */
final class References {

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern REMOTE =
            Pattern.compile("data\\.terraform_remote_state\\.([a-z]+)_state\\.outputs\\.([a-z0-9_]+)");
    private static final Pattern LOCAL = Pattern.compile("local\\.([a-z0-9_]+)");
    private static final Pattern ADDRESS = Pattern.compile("(?:data\\.)?[a-z][a-z0-9_]*\\.[A-Za-z0-9_-]+");

    private final Synthesized synthesized;
    private final Map<String, Resource> known;

    References(Synthesized synthesized) {
        this.synthesized = synthesized;
        this.known = synthesized.resources().stream()
                .collect(
                        Collectors.toMap(resource -> resource.stack() + " " + resource.address(), Function.identity()));
    }

    List<Resource> of(Resource resource) {
        Set<Resource> found = new LinkedHashSet<>();
        collect(resource.stack(), resource.body(), found);
        found.remove(resource);
        return List.copyOf(found);
    }

    private void collect(String stack, JsonNode node, Set<Resource> found) {
        if (node.isString()) {
            expressions(node.asString()).forEach(expression -> collect(stack, expression, found));
        } else if (node.isArray()) {
            // depends_on has addresses without the braces.
            Resource.stream(node).forEach(element -> {
                collect(stack, element, found);
                if (element.isString()) {
                    known(stack, element.asString()).ifPresent(found::add);
                }
            });
        } else {
            node.properties().forEach(property -> collect(stack, property.getValue(), found));
        }
    }

    private void collect(String stack, String expression, Set<Resource> found) {
        Matcher remote = REMOTE.matcher(expression);
        while (remote.find()) {
            collect(remote.group(1), outputOf(remote.group(1), remote.group(2)), found);
        }
        Matcher local = LOCAL.matcher(expression);
        while (local.find()) {
            collect(stack, synthesized.stack(stack).path("locals").path(local.group(1)), found);
        }
        Matcher address = ADDRESS.matcher(expression);
        while (address.find()) {
            known(stack, address.group()).ifPresent(found::add);
        }
    }

    private JsonNode outputOf(String stack, String output) {
        JsonNode value = synthesized.stack(stack).path("output").path(output).path("value");
        if (value.isMissingNode()) {
            throw new AssertionError("The stack " + stack + " has no output " + output + ", but another one reads it");
        }
        return value;
    }

    private Optional<Resource> known(String stack, String address) {
        return Optional.ofNullable(known.get(stack + " " + address));
    }

    private static Stream<String> expressions(String text) {
        return EXPRESSION.matcher(text).results().map(match -> match.group(1));
    }
}
