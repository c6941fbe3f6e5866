package dev.tryops.infra.cost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All resources of all stacks, read from what synth wrote. Data sources make nothing, and are not among them. */
record Synthesis(List<Found> resources) {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([a-z0-9_]+)\\.([A-Za-z0-9_-]+)\\.");

    Synthesis {
        resources = List.copyOf(resources);
    }

    /** Of {@code cdktf.out}. A directory that synth did not write is an {@link IllegalArgumentException}. */
    static Synthesis read(Path output) {
        Path stacks = output.resolve("stacks");
        if (!Files.isDirectory(stacks)) {
            throw new IllegalArgumentException("There is no " + stacks + ": run 'make synth' first");
        }
        List<Found> resources = new ArrayList<>();
        try (Stream<Path> all = Files.list(stacks)) {
            for (Path stack : all.sorted().toList()) {
                JsonNode json = JsonMapper.shared().readTree(Files.readAllBytes(stack.resolve("cdk.tf.json")));
                resources.addAll(of(stack.getFileName().toString(), json));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Synthesis(resources);
    }

    /** Of one stack's JSON. */
    static List<Found> of(String stack, JsonNode json) {
        List<Found> resources = new ArrayList<>();
        for (Map.Entry<String, JsonNode> type : json.path("resource").properties()) {
            for (Map.Entry<String, JsonNode> resource : type.getValue().properties()) {
                resources.add(new Found(stack, type.getKey(), resource.getKey(), resource.getValue()));
            }
        }
        return resources;
    }

    /** The resource of its own stack that {@code expression} names, such as {@code ${aws_launch_template.api.id}}. */
    Found referred(Found from, String expression) {
        Matcher reference = REFERENCE.matcher(expression);
        if (reference.find()) {
            for (Found resource : resources) {
                if (resource.stack().equals(from.stack())
                        && resource.type().equals(reference.group(1))
                        && resource.name().equals(reference.group(2))) {
                    return resource;
                }
            }
        }
        throw new NoPrice("'%s' names no resource of its stack".formatted(expression));
    }
}
