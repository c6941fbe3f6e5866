package dev.tryops.training.gate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a policy may demand of a candidate. The label is also the code of the objection. */
public enum Rule {
    /** The graph computes what the trainer computed, to 1e-5. */
    PARITY_FAILED("graph parity", Unit.NONE, 0),
    /** No person has rolled back and not lifted the hold. */
    ON_HOLD("no hold", Unit.NONE, 0),
    /** ROC-AUC on the hold-out; of more than two classes the mean over classes, each against the rest. */
    MIN_ROC_AUC("ROC-AUC floor", Unit.FRACTION, 0.6),
    /** By how much the log-loss may exceed that of the serving model on the same hold-out, beyond noise; in nats. */
    WORSE_THAN_SERVING("not worse than serving", Unit.NUMBER, 0),
    /** By how much the expected calibration error may exceed what chance explains. */
    MISCALIBRATED("calibration", Unit.FRACTION, 0.02),
    /** Names, order, types and nullability of the features are those of the serving model. */
    SCHEMA_CHANGED("same schema", Unit.NONE, 0),
    /** Population stability index of predictions: the serving model's now and then, and the candidate's and its own. */
    PREDICTION_SHIFT("prediction shift", Unit.NUMBER, 0.25),
    /** Rows to learn from, at least. */
    TOO_FEW_ROWS("enough rows", Unit.NUMBER, 1_000),
    /** Rows to learn from, at least, as a fraction of the serving model's. */
    FEWER_ROWS_THAN_SERVING("rows of serving", Unit.FRACTION, 0.5),
    /** Age of the newest data, at most, in days. */
    DATA_TOO_OLD("age of data", Unit.NUMBER, 7);

    private final String title;
    private final Unit unit;
    private final double usual;

    Rule(String title, Unit unit, double usual) {
        this.title = title;
        this.unit = unit;
        this.usual = usual;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the rule is about, in a few words. */
    public String title() {
        return title;
    }

    /** What the strict policy demands. */
    double usual() {
        return usual;
    }

    /** Whether no policy is without it. */
    boolean isFundamental() {
        return this == PARITY_FAILED || this == ON_HOLD;
    }

    static Optional<Rule> named(String label) {
        return Arrays.stream(values())
                .filter(rule -> rule.label().equals(label))
                .findFirst();
    }

    /** Those that can be set. */
    static List<String> adjustable() {
        return Arrays.stream(values())
                .filter(rule -> !rule.isFundamental())
                .map(Rule::label)
                .toList();
    }

    /** The limit in {@code text}; an {@link IllegalArgumentException} says what it should be. */
    double limit(String text) {
        try {
            double limit = Double.parseDouble(text);
            if (unit != Unit.NONE && limit >= 0 && limit <= (unit == Unit.FRACTION ? 1 : Double.MAX_VALUE)) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // The sentence below is all there is to say.
        }
        String limits = unit == Unit.FRACTION ? "a number from 0 to 1, or off" : "a number from 0, or off";
        throw new IllegalArgumentException(
                "--rule %s is %s, not '%s'".formatted(label(), unit == Unit.NONE ? "off or left out" : limits, text));
    }

    private enum Unit {
        NONE,
        FRACTION,
        NUMBER
    }
}
