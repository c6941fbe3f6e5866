package dev.tryops.infra.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What was synthesized: the blocks of some stacks. */
final class Template {

    private final List<Resource> resources = new ArrayList<>();

    /** @param documents the JSON of each stack, by its name */
    Template(Map<String, JsonNode> documents) {
        documents.forEach(this::read);
    }

    private void read(String stack, JsonNode document) {
        References references = new References(document);
        readAll(stack, "", document.path("resource"), references);
        readAll(stack, "data.", document.path("data"), references);
        document.path("provider").properties().forEach(provider -> {
            int index = 0;
            for (JsonNode one : provider.getValue().isArray() ? provider.getValue() : List.of(provider.getValue())) {
                add(stack, "provider." + provider.getKey(), String.valueOf(index++), one, references);
            }
        });
        document.path("module")
                .properties()
                .forEach(module -> add(stack, "module", module.getKey(), module.getValue(), references));
    }

    private void readAll(String stack, String prefix, JsonNode types, References references) {
        types.properties()
                .forEach(type -> type.getValue()
                        .properties()
                        .forEach(one -> add(stack, prefix + type.getKey(), one.getKey(), one.getValue(), references)));
    }

    private void add(String stack, String type, String name, JsonNode body, References references) {
        String path = Resource.text(body.path("//").path("metadata").path("path"));
        resources.add(new Resource(
                stack, type, name, path.isEmpty() ? type + "." + name : path, body, references.resolve(body)));
    }

    Stream<Resource> all() {
        return resources.stream();
    }

    Stream<Resource> all(Set<String> types) {
        return resources.stream().filter(resource -> types.contains(resource.type()));
    }

    /** Those of the given types, in the same stack, that refer to the resource. */
    Stream<Resource> referring(Resource to, String... types) {
        return resources.stream()
                .filter(from -> from.stack().equals(to.stack()) && from != to)
                .filter(from -> types.length == 0 || Set.of(types).contains(from.type()))
                .filter(from -> References.refers(from.written(), to.address()));
    }

    boolean isReferred(Resource to, String... types) {
        return referring(to, types).findAny().isPresent();
    }
}
