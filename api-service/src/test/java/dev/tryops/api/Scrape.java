package dev.tryops.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The Prometheus text of a service, as a scraper reads it. */
record Scrape(List<Sample> samples) {

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:]+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");

    record Sample(String name, Map<String, String> labels, double value) {}

    static Scrape parse(String text) {
        return new Scrape(text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(LINE::matcher)
                .filter(matcher -> matcher.matches())
                .map(match -> new Sample(
                        match.group(1),
                        labels(match.group(2)),
                        Double.parseDouble(match.group(3).replace("+Inf", "Infinity"))))
                .toList());
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new HashMap<>();
        if (text != null) {
            LABEL.matcher(text).results().forEach((MatchResult label) -> labels.put(label.group(1), label.group(2)));
        }
        return labels;
    }

    /** The samples of this name that have all these labels, given as names and values in turn. */
    List<Sample> of(String name, String... labels) {
        return samples.stream()
                .filter(sample -> sample.name.equals(name))
                .filter(sample -> {
                    for (int i = 0; i < labels.length; i += 2) {
                        if (!labels[i + 1].equals(sample.labels.get(labels[i]))) {
                            return false;
                        }
                    }
                    return true;
                })
                .toList();
    }

    double sum(String name, String... labels) {
        return of(name, labels).stream().mapToDouble(Sample::value).sum();
    }
}
