package dev.tryops.acceptance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A dashboard that is shipped for Grafana. */
record Dashboard(String file, JsonNode json) {

    static final Path FOLDER = RuleFiles.ROOT.resolve("container_imgs/grafana");

    static List<Dashboard> all() {
        return Stream.of("serving.json", "model.json")
                .map(file -> new Dashboard(
                        file,
                        JsonMapper.shared()
                                .readTree(FOLDER.resolve("dashboards")
                                        .resolve(file)
                                        .toFile())))
                .toList();
    }

    /** Those that show something: rows only part them. */
    List<JsonNode> panels() {
        return json.required("panels")
                .valueStream()
                .filter(panel -> !panel.required("type").asString().equals("row"))
                .toList();
    }

    List<JsonNode> variables() {
        return json.required("templating").required("list").valueStream().toList();
    }

    /** An expression and what names its series. */
    record Query(String expression, String legend) {}

    List<Query> queries() {
        List<Query> queries = new ArrayList<>();
        for (JsonNode panel : panels()) {
            panel.required("targets")
                    .forEach(target -> queries.add(new Query(
                            target.required("expr").asString(),
                            target.required("legendFormat").asString())));
        }
        return queries;
    }

    @Override
    public String toString() {
        return file;
    }
}
