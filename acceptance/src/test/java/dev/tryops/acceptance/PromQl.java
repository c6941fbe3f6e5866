package dev.tryops.acceptance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an expression asks for: its selectors, and the labels that it names elsewhere. It knows only as much of the language
 * as that takes; whether the expression is one, {@code promtool} decides in {@code make monitor-test}.
 */
final class PromQl {

    private static final Pattern TOKEN = Pattern.compile(
            "\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|\\[[^]]*]|[a-zA-Z_:][\\w:]*|[0-9][\\w.]*|=~|!~|!=|==|>=|<=|\\S");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][\\w:]*");

    private static final Set<String> AGGREGATIONS = Set.of(
            "sum",
            "min",
            "max",
            "avg",
            "group",
            "stddev",
            "stdvar",
            "count",
            "count_values",
            "bottomk",
            "topk",
            "quantile");
    private static final Set<String> LABEL_LISTS =
            Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset", "atan2", "inf", "nan");
    /** What has no labels, whatever it is given. */
    private static final Set<String> UNLABELLED = Set.of("scalar", "vector");

    /** A metric, what its labels must be, and whether its labels reach the result. */
    record Selector(String metric, Map<String, Matching> matchers, boolean reachesTheResult) {}

    /** {@code =}, {@code !=}, {@code =~} or {@code !~}, and what with. */
    record Matching(String operator, String value) {}

    private final List<String> tokens = new ArrayList<>();
    private final List<Selector> selectors = new ArrayList<>();
    private final Set<String> named = new LinkedHashSet<>();
    private final Set<String> kept = new LinkedHashSet<>();

    /** For each open parenthesis, whether it hides the labels of what is in it. */
    private final Deque<Boolean> open = new ArrayDeque<>();

    private boolean hides;
    private int at;

    PromQl(String expression) {
        Matcher token = TOKEN.matcher(expression.replaceAll("(?m)#.*$", ""));
        while (token.find()) {
            tokens.add(token.group());
        }
        while (at < tokens.size()) {
            read(tokens.get(at++));
        }
    }

    List<Selector> selectors() {
        return selectors;
    }

    /** The labels in {@code by}, {@code on} and their like. */
    Set<String> namedLabels() {
        return named;
    }

    /** The labels that aggregations leave for the result, beside those of the selectors that reach it. */
    Set<String> keptLabels() {
        return kept;
    }

    private void read(String token) {
        String word = token.toLowerCase(Locale.ROOT);
        switch (token) {
            case "(" -> {
                open.push(hides || isHidden());
                hides = false;
            }
            case ")" -> open.pop();
            case "{" -> throw new AssertionError("A selector without a metric: " + tokens);
            default -> {
                if (!NAME.matcher(token).matches() || OPERATORS.contains(word)) {
                    return;
                }
                readName(token);
            }
        }
    }

    private void readName(String name) {
        if (LABEL_LISTS.contains(name)) {
            readLabels(name);
        } else if (AGGREGATIONS.contains(name) && (next("(") || next("by") || next("without"))) {
            readAggregation();
        } else if (next("(")) {
            hides = UNLABELLED.contains(name);
        } else {
            Map<String, Matching> matchers = next("{") ? readMatchers() : Map.of();
            selectors.add(new Selector(name, matchers, !isHidden()));
        }
    }

    private void readAggregation() {
        if (next("by") || next("without")) {
            readLabels(tokens.get(at++));
        }
        hides = true;
    }

    private void readLabels(String list) {
        if (!next("(")) {
            return;
        }
        at++;
        while (!next(")")) {
            String label = tokens.get(at++);
            if (NAME.matcher(label).matches()) {
                named.add(label);
                if (list.equals("by") && !isHidden()) {
                    kept.add(label);
                }
            }
        }
        at++;
    }

    private Map<String, Matching> readMatchers() {
        Map<String, Matching> matchers = new LinkedHashMap<>();
        at++;
        while (!next("}")) {
            if (next(",")) {
                at++;
                continue;
            }
            String label = tokens.get(at++);
            String operator = tokens.get(at++);
            String quoted = tokens.get(at++);
            matchers.put(label, new Matching(operator, quoted.substring(1, quoted.length() - 1)));
        }
        at++;
        return matchers;
    }

    private boolean next(String token) {
        return at < tokens.size() && tokens.get(at).equals(token);
    }

    private boolean isHidden() {
        return open.contains(true);
    }
}
