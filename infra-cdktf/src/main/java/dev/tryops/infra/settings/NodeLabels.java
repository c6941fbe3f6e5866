package dev.tryops.infra.settings;

import java.util.LinkedHashMap;
import java.util.Map;

/** What nodes are called, for selectors. Node group and selector are made from the same constant. */
public record NodeLabels(String workload, String tier) {

    public static final NodeLabels API = new NodeLabels("api", "web");
    public static final NodeLabels TRAINING = new NodeLabels("training", "batch");

    public Map<String, String> asMap() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("workload", workload);
        labels.put("tier", tier);
        return labels;
    }
}
