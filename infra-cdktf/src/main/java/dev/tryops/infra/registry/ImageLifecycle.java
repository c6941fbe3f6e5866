package dev.tryops.infra.registry;

import dev.tryops.infra.settings.RegistrySettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which images go. An image that a rule has looked at, the next rules leave alone: what carries a release's tag is counted
 * as a release, however many commits follow. No rule counts tags of every kind, because signatures have some, too.
 */
final class ImageLifecycle {

    /** What {@code tryops release} puts before environment and number. */
    private static final String RELEASE = "release-";
    /** What the build puts before the commit. */
    private static final String COMMIT = "sha-";

    private ImageLifecycle() {}

    static String policy(RegistrySettings settings) {
        return JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "rules",
                        List.of(
                                rule(1, "Keep releases", tagged(RELEASE, settings.releases())),
                                rule(2, "Keep the newest commits", tagged(COMMIT, settings.commits())),
                                rule(3, "Remove what has no tag", untagged(settings.untaggedDays())))));
    }

    private static Map<String, Object> rule(int priority, String description, Map<String, Object> selection) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("rulePriority", priority);
        rule.put("description", description);
        rule.put("selection", selection);
        rule.put("action", Map.of("type", "expire"));
        return rule;
    }

    private static Map<String, Object> tagged(String prefix, int count) {
        Map<String, Object> selection = new LinkedHashMap<>();
        selection.put("tagStatus", "tagged");
        selection.put("tagPrefixList", List.of(prefix));
        selection.put("countType", "imageCountMoreThan");
        selection.put("countNumber", count);
        return selection;
    }

    private static Map<String, Object> untagged(int days) {
        Map<String, Object> selection = new LinkedHashMap<>();
        selection.put("tagStatus", "untagged");
        selection.put("countType", "sinceImagePushed");
        selection.put("countUnit", "days");
        selection.put("countNumber", days);
        return selection;
    }
}
