package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.acceptance.PromQl.Matching;
import dev.tryops.acceptance.PromQl.Selector;
import dev.tryops.acceptance.RuleFiles.Rule;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What Prometheus can be asked for: what was scraped, and what the rules record of it. */
final class KnownSeries {

    /** What Prometheus itself puts on all that it scrapes; the namespace where Kubernetes knows one. */
    private static final Set<String> OF_TARGETS = Set.of("job", "instance", "namespace");
    /** What a Pushgateway puts on the metrics of nightly programs. */
    private static final String OF_NIGHTLY = "environment";
    /** Values that no test here provokes: a fault of ours, more requests than there are places for. */
    private static final Set<String> UNPROVOKED = Set.of("server_error", "overloaded");

    private final Map<String, Map<String, Set<String>>> scraped;
    private final Map<String, Set<String>> recorded = new HashMap<>();

    KnownSeries(Exposition exposition, List<Rule> recording) {
        this.scraped = exposition.labelsByMetric();
        scraped.put("up", new HashMap<>());
        recording.forEach(rule -> recorded.put(rule.name(), labelsOfResult(new PromQl(rule.expression()))));
    }

    /** Fails where {@code expression} names a metric, a label or a value that there is not. */
    void check(String expression) {
        PromQl query = new PromQl(expression);
        Set<String> all = new HashSet<>();
        for (Selector selector : query.selectors()) {
            Set<String> labels = labels(selector.metric());
            selector.matchers().forEach((label, matching) -> {
                assertThat(labels).as("labels of %s", selector.metric()).contains(label);
                values(matching).forEach(value -> checkValue(selector.metric(), label, value));
            });
            all.addAll(labels);
        }
        assertThat(all).as(expression).containsAll(query.namedLabels());
    }

    /** Fails where {@code text} has a label in a place like {@code pattern} that the expression's result has not. */
    void checkTemplate(String expression, String text, String pattern) {
        Set<String> labels = labelsOfResult(new PromQl(expression));

        assertThat(Pattern.compile(pattern).matcher(text).results().map(found -> found.group(1)))
                .as("labels in '%s' of %s", text, expression)
                .allMatch(labels::contains);
    }

    Set<String> labels(String metric) {
        Set<String> ofRule = recorded.get(metric);
        if (ofRule != null) {
            return ofRule;
        }
        assertThat(scraped).as("what is exposed or recorded").containsKey(metric);
        Set<String> labels = new HashSet<>(scraped.get(metric).keySet());
        labels.addAll(OF_TARGETS);
        if (metric.startsWith("training_run_") || metric.startsWith("label_join_")) {
            labels.add(OF_NIGHTLY);
        }
        return labels;
    }

    private Set<String> labelsOfResult(PromQl query) {
        Set<String> labels = new HashSet<>(query.keptLabels());
        query.selectors().stream()
                .filter(Selector::reachesTheResult)
                .forEach(selector -> labels.addAll(labels(selector.metric())));
        return labels;
    }

    /** Those that are spelled out; a dashboard's variable or another pattern matches what there is. */
    private static List<String> values(Matching matching) {
        List<String> values = matching.operator().contains("~")
                ? Arrays.asList(matching.value().split("\\|"))
                : List.of(matching.value());
        return values.stream().filter(value -> !value.startsWith("$")).toList();
    }

    private void checkValue(String metric, String label, String value) {
        Map<String, Set<String>> labels = scraped.get(metric);
        if (labels != null && !OF_TARGETS.contains(label) && !UNPROVOKED.contains(value)) {
            assertThat(labels.get(label)).as("values of %s{%s}", metric, label).contains(value);
        }
    }
}
