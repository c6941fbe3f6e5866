package dev.tryops.cli;

import java.util.Comparator;
import java.util.Locale;

/** A decision as people read it: what was answered, what made it, how that came to serve, and why the score is so. */
final class DecisionTable {

    private DecisionTable() {}

    static void print(Console console, Decision decision) {
        Table table = new Table("prediction", decision.predictionId().toString());
        table.add("made at", decision.predictedAt().toString());
        table.add("version", decision.modelVersion().value());
        table.add("logged", score(decision.logged()));
        table.add("replayed", score(decision.replayed()));
        table.add("verdict", decision.identical() ? Paint.green(console, "identical") : Paint.red(console, "differs"));
        addOrigin(table, decision);
        addPromotions(table, decision);
        table.print(console.out());
        console.out().println();
        printContributions(console, decision);
    }

    private static String score(Decision.Score score) {
        return "%s (bits %s), class %d '%s'"
                .formatted(score.probability(), score.bits(), score.predictedClass(), score.predictedLabel());
    }

    private static void addOrigin(Table table, Decision decision) {
        Decision.Origin origin = decision.origin();
        table.add("manifest", origin.manifestSha256());
        table.add("model sha256", origin.modelSha256());
        table.add("signatures", origin.signatures());
        table.add("data sha256", origin.dataSha256());
        table.add("rows", origin.trainingSamples() + " to train, " + origin.testSamples() + " to test");
        table.add("seed", Long.toString(origin.seed()));
        table.add("git commit", origin.gitCommit() == null ? "unknown" : origin.gitCommit());
        table.add("created", origin.createdAt() + " by " + origin.createdBy());
        if (decision.retiredAt() != null) {
            table.add("retired", "marked for deletion since " + decision.retiredAt());
        }
    }

    private static void addPromotions(Table table, Decision decision) {
        for (Decision.Promotion promotion : decision.promotions()) {
            table.add(
                    promotion.inForce() ? "in force" : "before",
                    "%s, revision %d: %s at %s by %s, '%s'"
                            .formatted(
                                    promotion.environment(),
                                    promotion.revision(),
                                    promotion.action(),
                                    promotion.promotedAt(),
                                    promotion.promotedBy(),
                                    promotion.reason()));
        }
        if (decision.promotions().stream().noneMatch(Decision.Promotion::inForce)) {
            table.add(
                    "in force",
                    "another version: this one was asked for by name, stood in, or was about to be replaced");
        }
    }

    private static void printContributions(Console console, Decision decision) {
        Table table = new Table("FEATURE", "VALUE", "CONTRIBUTION");
        decision.contributions().entrySet().stream()
                .sorted(Comparator.comparingDouble(each -> -Math.abs(each.getValue())))
                .forEach(each -> {
                    Object value = decision.features().get(each.getKey());
                    table.add(each.getKey(), value == null ? "(missing)" : value.toString(), figure(each.getValue()));
                });
        table.add("(bias)", "", figure(decision.bias()));
        table.print(console.out());
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%+.6f", value);
    }
}
