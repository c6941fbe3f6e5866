package dev.tryops.training.gate;

import dev.tryops.registry.Objection;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.Reason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules that a candidate must pass to go into service without a person being asked, each with its limit. */
public final class PromotionPolicy {

    private final String name;
    private final Map<Rule, Double> limits;

    private PromotionPolicy(String name, Map<Rule, Double> limits) {
        this.name = name;
        this.limits = limits;
    }

    /** For nightly promotions: every rule. */
    public static PromotionPolicy strict() {
        Map<Rule, Double> limits = new EnumMap<>(Rule.class);
        for (Rule rule : Rule.values()) {
            limits.put(rule, rule.usual());
        }
        return new PromotionPolicy("strict", limits);
    }

    /** For one's own machine: the model computes what it was trained to, and no person said stop. */
    public static PromotionPolicy local() {
        PromotionPolicy policy = new PromotionPolicy("local", new EnumMap<>(strict().limits));
        policy.limits.keySet().removeIf(rule -> !rule.isFundamental());
        return policy;
    }

    /** The same with one rule set to another limit, {@code rule=limit}, or left out, {@code rule=off}. */
    public PromotionPolicy with(String setting) {
        int equals = setting.indexOf('=');
        String label = equals < 0 ? setting : setting.substring(0, equals);
        String limit = equals < 0 ? "" : setting.substring(equals + 1);
        Rule rule = Rule.named(label)
                .filter(named -> !named.isFundamental())
                .orElseThrow(() -> new IllegalArgumentException("--rule NAME=LIMIT or NAME=off knows %s, not '%s'"
                        .formatted(String.join(", ", Rule.adjustable()), label)));
        Map<Rule, Double> changed = new EnumMap<>(limits);
        if (limit.equals("off")) {
            changed.remove(rule);
        } else {
            changed.put(rule, rule.limit(limit));
        }
        return new PromotionPolicy(name, changed);
    }

    /** The name, and every rule that is asked with its limit. */
    @Override
    public String toString() {
        return name + " " + limits;
    }

    public String name() {
        return name;
    }

    /** What every rule finds about replacing {@code serving}, and its model {@code incumbent}, by the candidate. */
    public List<Finding> findings(Candidate candidate, PointerState serving, Optional<Incumbent> incumbent) {
        Judge judge = new Judge(candidate, serving, incumbent);
        List<Finding> findings = new ArrayList<>();
        limits.forEach((rule, limit) -> findings.add(judge.ask(rule, limit)));
        return findings;
    }

    /** The findings that speak against, and a pointer that cannot be replaced; the list is the caller's own. */
    public static List<Objection> objections(List<Finding> findings, PointerState serving) {
        List<Objection> objections = new ArrayList<>();
        findings.stream()
                .filter(finding -> !finding.passed())
                .map(Finding::objection)
                .forEach(objections::add);
        if (serving instanceof PointerState.Corrupt corrupt) {
            objections.add(new Objection(Reason.POINTER_CORRUPT.code(), corrupt.detail()));
        }
        return objections;
    }
}
