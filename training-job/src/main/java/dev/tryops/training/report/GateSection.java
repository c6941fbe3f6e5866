package dev.tryops.training.report;

import java.util.List;

/** Every rule of the promotion policy and what it said. */
final class GateSection {

    private static final int MOST = 100;

    private GateSection() {}

    static void write(Markup out, List<GateRule> rules) {
        long objections = rules.stream().filter(rule -> !rule.passed()).count();
        out.element(
                "p",
                "%s of %s passed%s."
                        .formatted(
                                Figures.count(rules.size() - objections),
                                Figures.count(rules.size(), "rule", "rules"),
                                objections == 0 ? "" : ", " + Figures.count(objections) + " objected"),
                "class",
                "lead");
        Capped<GateRule> capped = Capped.of(rules, MOST);
        Table.open(out, "gate", "Rules of the promotion gate", "Rule", "", "#Measured", "#Limit", "Finding");
        capped.shown().forEach(rule -> row(out, rule));
        Table.close(out);
        capped.note(out, "rule", "rules");
    }

    private static void row(Markup out, GateRule rule) {
        out.open("tr", "class", rule.passed() ? "" : "marked");
        Table.head(out, rule.name());
        out.open("td");
        out.element("span", rule.passed() ? "✓ passed" : "✕ objected", "class", rule.passed() ? "tag good" : "tag bad");
        out.close();
        figure(out, "n measured", rule.measured());
        figure(out, "n limit", rule.limit());
        out.open("td", "class", "sentence").sentence(rule.sentence()).close().close();
    }

    private static void figure(Markup out, String kind, String figure) {
        out.open("td", "class", kind)
                .name(figure.isEmpty() ? Figures.NONE : figure)
                .close();
    }
}
