package dev.tryops.infra.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What Checkov is given of one environment: the stacks in both syntaxes, and what the register lets pass as its baseline,
 * resource by resource. (What it offers otherwise, skipping a check everywhere, would let far more pass.)
 *
 * @param folder with the folder {@code stacks} that was synthesized
 */
record CheckovInput(Path folder, Template template) {

    static CheckovInput of(Path folder) throws IOException {
        Map<String, JsonNode> documents = new LinkedHashMap<>();
        try (Stream<Path> stacks = Files.list(folder.resolve("stacks"))) {
            for (Path stack : stacks.sorted().toList()) {
                JsonNode document = JsonMapper.shared().readTree(stack.resolve("cdk.tf.json"));
                documents.put(stack.getFileName().toString(), document);
            }
        }
        CheckovInput input = new CheckovInput(folder, new Template(documents));
        for (Map.Entry<String, JsonNode> document : documents.entrySet()) {
            input.write(document.getKey(), document.getValue());
        }
        return input;
    }

    /** Checkov's reader of JSON stops at the block about Terraform itself, which nothing in Checkov is about. */
    private void write(String stack, JsonNode document) throws IOException {
        ObjectNode resources = ((ObjectNode) document).deepCopy();
        resources.remove("terraform");
        Path json = Files.createDirectories(files().resolve("json").resolve(stack));
        Files.writeString(json.resolve("cdk.tf.json"), JsonMapper.shared().writeValueAsString(resources));
        Path hcl = Files.createDirectories(files().resolve("hcl").resolve(stack));
        Files.writeString(hcl.resolve("main.tf"), Hcl.of(document));
    }

    private Path files() {
        return folder.resolve("checkov");
    }

    /** Writes configuration and baseline, and tells where the configuration is. */
    Path configure(Exceptions exceptions, LocalDate today) throws IOException {
        Path baseline = folder.resolve("baseline.json");
        Files.writeString(baseline, JsonMapper.shared().writeValueAsString(baseline(exceptions, today)));
        Path config = folder.resolve("checkov.yaml");
        Files.writeString(config, """
                # Made from the register of exceptions. Nothing is skipped by hand.
                directory: [%s]
                framework: [terraform, terraform_json]
                output: [json]
                compact: true
                skip-download: true
                baseline: %s
                output-baseline-as-skipped: true
                """.formatted(files(), baseline));
        return config;
    }

    private Map<String, Object> baseline(Exceptions exceptions, LocalDate today) {
        List<Map<String, Object>> findings = new ArrayList<>();
        template.all().forEach(resource -> {
            Set<String> ids = ids(exceptions, resource, today);
            if (!ids.isEmpty()) {
                names(resource).forEach(name -> findings.add(Map.of("resource", name, "check_ids", ids)));
            }
        });
        return Map.of("failed_checks", List.of(Map.of("file", "all", "findings", findings)));
    }

    private static Set<String> ids(Exceptions exceptions, Resource resource, LocalDate today) {
        Set<String> ids = new TreeSet<>();
        exceptions.entries().stream()
                .filter(entry -> !entry.isExpired(today) && entry.covers(entry.id(), resource.path()))
                .forEach(entry -> ids.add(entry.id()));
        return ids;
    }

    /** In JSON Checkov names a resource without its type; the names that CDKTF gives are unique in a stack. */
    private static Stream<String> names(Resource resource) {
        String plain = resource.address().replaceFirst("^data\\.", "");
        return Stream.of(plain, "resource." + resource.name(), "data." + resource.name());
    }

    /** The resource that Checkov speaks of, in the file that it names. */
    Stream<Resource> named(String file, String name) {
        return template.all()
                .filter(resource -> file.contains("/" + resource.stack() + "/"))
                .filter(resource -> names(resource).anyMatch(name::equals) || name.equals(resource.address()));
    }
}
