package dev.tryops.cli;

import dev.tryops.model.Feature;
import dev.tryops.model.Metrics;
import dev.tryops.model.ModelMetadata;
import dev.tryops.model.ModelVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What tells two models apart. Metrics and weights are all there; settings and features only where they differ. A value
 * that one of the two does not have is null. Weights are per standard deviation, those that moved most first.
 */
record ModelDiff(
        ModelVersion first,
        ModelVersion second,
        Map<String, Figures> metrics,
        Map<String, Values> hyperparameters,
        boolean sameSchema,
        Map<String, Values> features,
        List<Weight> weights) {

    /** Two numbers, and the second less the first. */
    record Figures(double first, double second, double difference) {
        static Figures of(double first, double second) {
            return new Figures(first, second, second - first);
        }
    }

    record Values(@Nullable Object first, @Nullable Object second) {}

    record Weight(
            String label,
            String name,
            @Nullable String category,
            @Nullable Double first,
            @Nullable Double second,
            double difference) {}

    static ModelDiff of(ModelMetadata first, ModelMetadata second) {
        return new ModelDiff(
                first.modelVersion(),
                second.modelVersion(),
                metrics(first.metrics(), second.metrics()),
                changed(first.hyperparameters(), second.hyperparameters()),
                first.schema().schemaHash().equals(second.schema().schemaHash()),
                changed(features(first), features(second)),
                weights(first, second));
    }

    private static Map<String, Figures> metrics(Metrics first, Metrics second) {
        Map<String, Figures> metrics = new LinkedHashMap<>();
        metrics.put("accuracy", Figures.of(first.accuracy(), second.accuracy()));
        metrics.put("precision", Figures.of(first.precision(), second.precision()));
        metrics.put("recall", Figures.of(first.recall(), second.recall()));
        metrics.put("f1_score", Figures.of(first.f1Score(), second.f1Score()));
        metrics.put("roc_auc", Figures.of(first.rocAuc(), second.rocAuc()));
        metrics.put("log_loss", Figures.of(first.logLoss(), second.logLoss()));
        metrics.put("brier_score", Figures.of(first.brierScore(), second.brierScore()));
        return metrics;
    }

    private static Map<String, Object> features(ModelMetadata metadata) {
        Map<String, Object> features = new LinkedHashMap<>();
        for (Feature feature : metadata.schema().structuralSchema()) {
            features.put(
                    feature.name(),
                    "%s at %d%s"
                            .formatted(
                                    feature.dtype().label(),
                                    feature.position(),
                                    feature.nullable() ? ", nullable" : ""));
        }
        return features;
    }

    private static Map<String, Values> changed(Map<String, Object> first, Map<String, Object> second) {
        Set<String> names = new LinkedHashSet<>(first.keySet());
        names.addAll(second.keySet());
        Map<String, Values> changed = new LinkedHashMap<>();
        for (String name : names) {
            if (!Objects.equals(first.get(name), second.get(name))) {
                changed.put(name, new Values(first.get(name), second.get(name)));
            }
        }
        return changed;
    }

    private static List<Weight> weights(ModelMetadata first, ModelMetadata second) {
        Map<Term, Double> before = terms(first);
        Map<Term, Double> after = terms(second);
        Set<Term> all = new LinkedHashSet<>(before.keySet());
        all.addAll(after.keySet());
        List<Weight> weights = new ArrayList<>();
        for (Term term : all) {
            Double a = before.get(term);
            Double b = after.get(term);
            double difference = (b == null ? 0 : b) - (a == null ? 0 : a);
            weights.add(new Weight(term.label(), term.name(), term.category(), a, b, difference));
        }
        weights.sort(Comparator.comparingDouble(weight -> -Math.abs(weight.difference())));
        return weights;
    }

    private static Map<Term, Double> terms(ModelMetadata metadata) {
        Map<Term, Double> terms = new LinkedHashMap<>();
        metadata.coefficients().forEach((label, score) -> {
            terms.put(new Term(label, "(bias)", null), score.bias());
            score.features().forEach(term -> terms.put(new Term(label, term.name(), term.category()), term.weight()));
        });
        return terms;
    }

    private record Term(String label, String name, @Nullable String category) {}
}
