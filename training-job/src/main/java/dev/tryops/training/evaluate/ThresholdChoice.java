package dev.tryops.training.evaluate;

import java.util.Locale;
import java.util.regex.Pattern;

/** By which rule the probability is chosen from which on a row of two classes counts as positive. */
public sealed interface ThresholdChoice {

    ThresholdChoice DEFAULT = new Fixed(0.5);

    /** The same for every model. */
    record Fixed(double threshold) implements ThresholdChoice {
        public Fixed {
            if (!(threshold >= 0 && threshold <= 1)) {
                throw new IllegalArgumentException("A threshold is a probability from 0 to 1, not " + threshold);
            }
        }
    }

    /** The highest F1 of the positive class. */
    record MaxF1() implements ThresholdChoice {}

    /** The highest true positive rate less false positive rate (Youden 1950). */
    record YoudenJ() implements ThresholdChoice {}

    /** The lowest cost where missing a positive costs as much as {@code falseAlarms} false alarms. */
    record CostRatio(double falseAlarms) implements ThresholdChoice {
        public CostRatio {
            if (!(falseAlarms > 0 && falseAlarms < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("A cost ratio is a number above 0, not " + falseAlarms);
            }
        }
    }

    /**
     * Reads {@code 0.5}, {@code f1}, {@code youden} or {@code cost:5}.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong and what would be right
     */
    static ThresholdChoice parse(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        return switch (word) {
            case "f1" -> new MaxF1();
            case "youden" -> new YoudenJ();
            default ->
                word.startsWith("cost:")
                        ? new CostRatio(number(word.substring("cost:".length()), text))
                        : new Fixed(number(word, text));
        };
    }

    private static double number(String word, String whole) {
        // Double.parseDouble alone would also take "NaN", "0x1p-1" and "1d".
        if (!Pattern.matches("\\d+(\\.\\d*)?|\\.\\d+", word)) {
            throw new IllegalArgumentException(
                    "Not a threshold: '%s'. Say a probability such as 0.5, or f1, youden, or cost:5 if missing a positive costs as much as five false alarms"
                            .formatted(whole));
        }
        return Double.parseDouble(word);
    }

    /** What {@link #parse} reads. */
    default String text() {
        return switch (this) {
            case Fixed fixed -> Grouping.plain(fixed.threshold());
            case MaxF1 f1 -> "f1";
            case YoudenJ youden -> "youden";
            case CostRatio cost -> "cost:" + Grouping.plain(cost.falseAlarms());
        };
    }

    /**
     * The threshold to use, chosen on these rows, which should not be those that the model is then judged by. It lies
     * midway between two neighbouring scores, so that no row hangs on the last bit of its own; of equally good ones it is
     * the highest.
     *
     * @throws IllegalArgumentException if a rule that looks at rows is given more than two classes, or rows of one only
     */
    default double on(Predictions predictions) {
        if (this instanceof Fixed fixed) {
            return fixed.threshold();
        }
        if (!predictions.binary()) {
            throw new IllegalArgumentException("With %d classes the most likely one is decided: a threshold is for two"
                    .formatted(predictions.classes()));
        }
        Ranking ranking = Ranking.of(predictions, predictions.positive());
        if (!ranking.hasBoth()) {
            throw new IllegalArgumentException(
                    "A threshold cannot be chosen by '%s' on rows of one class only".formatted(text()));
        }
        return ThresholdSearch.on(ranking, this);
    }
}
