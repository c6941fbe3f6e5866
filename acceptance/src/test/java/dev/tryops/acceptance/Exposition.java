package dev.tryops.acceptance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a scrape brought: Prometheus' text format, read. */
record Exposition(List<Sample> samples) {

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

    record Sample(String metric, Map<String, String> labels, double value) {

        /** The metric and its labels, as a scrape tells series apart. */
        String series() {
            return metric + labels;
        }
    }

    static Exposition parse(String text) {
        List<Sample> samples = new ArrayList<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new AssertionError("No line of an exposition: " + line);
            }
            samples.add(new Sample(matcher.group(1), labels(matcher.group(2)), number(matcher.group(3))));
        });
        return new Exposition(samples);
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new LinkedHashMap<>();
        if (text != null) {
            Matcher label = LABEL.matcher(text);
            while (label.find()) {
                labels.put(label.group(1), label.group(2));
            }
        }
        return labels;
    }

    static double number(String text) {
        return Double.parseDouble(text.replace("Inf", "Infinity"));
    }

    /** Both, as if one scrape had brought them. */
    Exposition and(Exposition other) {
        List<Sample> all = new ArrayList<>(samples);
        all.addAll(other.samples);
        return new Exposition(all);
    }

    /** Each metric with the values of each of its labels. */
    Map<String, Map<String, Set<String>>> labelsByMetric() {
        Map<String, Map<String, Set<String>>> all = new HashMap<>();
        for (Sample sample : samples) {
            Map<String, Set<String>> labels = all.computeIfAbsent(sample.metric, m -> new HashMap<>());
            sample.labels.forEach((name, value) ->
                    labels.computeIfAbsent(name, n -> new HashSet<>()).add(value));
        }
        return all;
    }

    List<Sample> of(String metric) {
        return samples.stream().filter(s -> s.metric.equals(metric)).toList();
    }

    /** The values of all series, NaN left out. */
    Map<String, Double> values() {
        Map<String, Double> values = new HashMap<>();
        samples.stream().filter(s -> !Double.isNaN(s.value)).forEach(s -> values.put(s.series(), s.value));
        return values;
    }
}
