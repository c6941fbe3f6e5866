package dev.tryops.training;

import dev.tryops.training.fit.Fit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the intervals of coefficients are good for, said below the heading that promises them. */
final class CoefficientsNote {

    private CoefficientsNote() {}

    static String of(Fit fit) {
        double[][] errors = fit.errors();
        if (errors == null) {
            return "There are no intervals: for so many columns, classes and rows they would take too long.";
        }
        Map<String, Object> settings = fit.hyperparameters();
        List<String> sentences = new ArrayList<>();
        sentences.add(
                "tribuo".equals(settings.get("engine"))
                        ? "Intervals are approximate: they follow from the observed information at the weights, where"
                                + " gradient descent stopped, which is near the optimum and not at it."
                        : "Intervals follow from the observed information at the optimum.");
        if (settings.get("l2") instanceof Double l2 && l2 > 0) {
            sentences.add("The ridge shortens them.");
        }
        if ("balanced".equals(settings.get("class_weight"))) {
            sentences.add("With class weights they are a rough guide only.");
        }
        long open = Arrays.stream(errors)
                .flatMapToDouble(Arrays::stream)
                .filter(error -> !Double.isFinite(error))
                .count();
        if (open > 0) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "%,d of the weights %s none, as the data do not determine %s: the column is constant, or others say the same.",
                    open,
                    open == 1 ? "has" : "have",
                    open == 1 ? "it" : "them"));
        }
        return String.join(" ", sentences);
    }
}
