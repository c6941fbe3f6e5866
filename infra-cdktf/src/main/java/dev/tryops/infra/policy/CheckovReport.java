package dev.tryops.infra.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Checkov found in one environment.
 *
 * @param failed beyond the register
 * @param excused what the register let pass
 * @param unread files that it could not read: of these it says nothing
 */
record CheckovReport(Set<Violation> failed, Set<Violation> excused, List<String> unread) {

    static CheckovReport of(String json, CheckovInput input) {
        JsonNode document = JsonMapper.shared().readTree(json);
        Set<Violation> failed = new LinkedHashSet<>();
        Set<Violation> excused = new LinkedHashSet<>();
        List<String> unread = new ArrayList<>();
        for (JsonNode report : document.isArray() ? document : List.of(document)) {
            JsonNode results = report.path("results");
            results.path("failed_checks").forEach(one -> violations(one, input).forEach(failed::add));
            results.path("skipped_checks").forEach(one -> violations(one, input).forEach(excused::add));
            results.path("parsing_errors").forEach(file -> unread.add(Resource.text(file)));
        }
        return new CheckovReport(failed, excused, unread);
    }

    private static Stream<Violation> violations(JsonNode record, CheckovInput input) {
        String id = Resource.text(record.path("check_id"));
        String says = Resource.text(record.path("check_name"));
        String file = Resource.text(record.path("file_path"));
        String name = Resource.text(record.path("resource"));
        List<Violation> known = input.named(file, name)
                .map(resource -> new Violation(id, says, resource.stack(), resource.address(), resource.path()))
                .toList();
        return known.isEmpty() ? Stream.of(new Violation(id, says, file, name, name)) : known.stream();
    }
}
