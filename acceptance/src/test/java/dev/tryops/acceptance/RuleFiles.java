package dev.tryops.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** The rules that are shipped for Prometheus. */
final class RuleFiles {

    /** Not {@link Checkout}'s, which wants built jars. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    static final Path FOLDER = ROOT.resolve("container_imgs/prometheus");
    static final Path RECORDING = FOLDER.resolve("recording.rules.yml");
    static final Path ALERTS = FOLDER.resolve("alerts.rules.yml");

    private RuleFiles() {}

    /** A recording rule or an alert: {@code name} is what it records, or what it is called. */
    record Rule(String name, String expression, Map<String, String> labels, Map<String, String> annotations) {}

    static List<Rule> recording() {
        return rules(RECORDING, "record");
    }

    static List<Rule> alerts() {
        return rules(ALERTS, "alert");
    }

    @SuppressWarnings("unchecked")
    private static List<Rule> rules(Path file, String kind) {
        List<Rule> rules = new ArrayList<>();
        for (Map<String, Object> group : (List<Map<String, Object>>) read(file).get("groups")) {
            for (Map<String, Object> rule : (List<Map<String, Object>>) group.get("rules")) {
                rules.add(new Rule(
                        (String) rule.get(kind),
                        (String) rule.get("expr"),
                        (Map<String, String>) rule.getOrDefault("labels", Map.of()),
                        (Map<String, String>) rule.getOrDefault("annotations", Map.of())));
            }
        }
        return rules;
    }

    /** A file that is a map at its top. */
    static Map<String, Object> read(Path file) {
        try {
            return new Yaml().load(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
