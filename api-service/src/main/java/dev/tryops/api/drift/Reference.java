package dev.tryops.api.drift;

import dev.tryops.model.Baseline;
import dev.tryops.model.FeatureStatistics;
import dev.tryops.model.Histogram;
import dev.tryops.model.PopulationStability;
import dev.tryops.model.PredictionStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the baseline says of a feature, or of the prediction, in bins: the last is that of missing values, the one before it,
 * of a categorical feature, that of all categories that the baseline does not list.
 *
 * @param type {@code numeric}, {@code categorical} or {@code prediction}
 * @param counts rows of the training data per bin
 * @param tests which comparisons make sense
 * @param mean of the training data, NaN where there is none
 * @param std its standard deviation, 0 where there is none
 * @param rarity of a categorical feature
 * @param notCompared why nothing is compared; there are no bins then
 */
record Reference(
        String name,
        String type,
        List<Bin> bins,
        long[] counts,
        Set<DriftType> tests,
        double mean,
        double std,
        @Nullable Rarity rarity,
        @Nullable String notCompared) {

    static final String PREDICTION = "__prediction__";
    static final String MISSING = "missing";
    static final String OTHER = "other";

    /** Where rare categories alone give the index this value, it says nothing about drift: χ² has to. */
    private static final double RARITY_LIMIT = 0.01;

    /** {@code lower} and {@code upper} are set where a number is the limit; {@code key} is the label in metrics. */
    record Bin(
            String key,
            String label,
            @Nullable Double lower,
            @Nullable Double upper) {}

    static Reference of(String feature, boolean text, Baseline baseline) {
        String type = text ? "categorical" : "numeric";
        return switch (baseline.featureStatistics().get(feature)) {
            case FeatureStatistics.Numeric numeric
            when !text ->
                Divergence.total(counts(numeric.histogram(), 0)) == 0
                        ? notCompared(feature, type, "The baseline's histogram has no rows")
                        : numeric(feature, numeric, baseline.nSamples());
            case FeatureStatistics.Categorical categorical
            when text ->
                baseline.nSamples() <= 0
                        ? notCompared(feature, type, "The baseline has no rows")
                        : categorical(feature, categorical, baseline.nSamples());
            case null -> notCompared(feature, type, "The baseline does not have this feature");
            default -> notCompared(feature, type, "The baseline describes this feature as one of another type");
        };
    }

    private static Reference notCompared(String name, String type, String why) {
        return new Reference(name, type, List.of(), new long[0], Set.of(), Double.NaN, 0, null, why);
    }

    private static Reference numeric(String name, FeatureStatistics.Numeric statistics, long rows) {
        Set<DriftType> tests = EnumSet.of(
                DriftType.PSI, DriftType.KS, DriftType.MISSING, DriftType.OUT_OF_RANGE, DriftType.MEAN_SHIFT);
        if (!(statistics.std() > 0)) {
            tests.remove(DriftType.MEAN_SHIFT);
        }
        return new Reference(
                name,
                "numeric",
                bins(statistics.histogram()),
                counts(statistics.histogram(), Math.round(statistics.missingRate() * rows)),
                tests,
                statistics.mean(),
                statistics.std(),
                null,
                null);
    }

    private static Reference categorical(String name, FeatureStatistics.Categorical statistics, long rows) {
        List<Bin> bins = new ArrayList<>();
        long[] counts = new long[statistics.topCategories().size() + 2];
        long missing = Math.round(statistics.missingRate() * rows);
        long other = rows - missing;
        for (var category : statistics.topCategories().entrySet()) {
            counts[bins.size()] = category.getValue();
            other -= category.getValue();
            bins.add(new Bin(String.valueOf(bins.size()), category.getKey(), null, null));
        }
        bins.add(new Bin(OTHER, OTHER, null, null));
        bins.add(new Bin(MISSING, MISSING, null, null));
        counts[counts.length - 2] = Math.max(0, other);
        counts[counts.length - 1] = missing;
        Rarity rarity = Rarity.of(
                statistics.topCategories().values(),
                counts[counts.length - 2],
                statistics.nUnique() <= statistics.topCategories().size());
        Set<DriftType> tests = EnumSet.of(DriftType.CHI_SQUARE, DriftType.MISSING, DriftType.UNSEEN);
        if (rarityIndex(rarity, counts) < RARITY_LIMIT) {
            tests.add(DriftType.PSI);
        }
        return new Reference(name, "categorical", bins, counts, tests, Double.NaN, 0, rarity, null);
    }

    /** About what the population stability index has to be expected to be, for rare categories alone. */
    private static double rarityIndex(Rarity rarity, long[] counts) {
        double other = counts[counts.length - 2] + PopulationStability.SMOOTHING;
        return rarity.gain() / Divergence.total(counts) * Math.log((other + rarity.gain()) / other);
    }

    /** Of the prediction, which is never missing; its bin for that exists for the sake of one formula for all. */
    static Reference of(PredictionStatistics statistics) {
        if (Divergence.total(counts(statistics.histogram(), 0)) == 0) {
            return notCompared(PREDICTION, "prediction", "The baseline's histogram has no rows");
        }
        Set<DriftType> tests = EnumSet.of(DriftType.PSI, DriftType.KS);
        if (statistics.stdProbability() > 0) {
            tests.add(DriftType.MEAN_SHIFT);
        }
        return new Reference(
                PREDICTION,
                "prediction",
                bins(statistics.histogram()),
                counts(statistics.histogram(), 0),
                tests,
                statistics.meanProbability(),
                statistics.stdProbability(),
                null,
                null);
    }

    private static long[] counts(Histogram histogram, long missing) {
        long[] counts = new long[histogram.counts().size() + 1];
        for (int i = 0; i < counts.length - 1; i++) {
            counts[i] = histogram.counts().get(i);
        }
        counts[counts.length - 1] = missing;
        return counts;
    }

    private static List<Bin> bins(Histogram histogram) {
        List<Bin> bins = new ArrayList<>();
        int count = histogram.counts().size();
        for (int i = 0; i < count; i++) {
            Double lower = i == 0 ? null : histogram.binEdges().get(i);
            Double upper = i == count - 1 ? null : histogram.binEdges().get(i + 1);
            bins.add(new Bin(String.valueOf(i), label(lower, upper), lower, upper));
        }
        bins.add(new Bin(MISSING, MISSING, null, null));
        return bins;
    }

    private static String label(@Nullable Double lower, @Nullable Double upper) {
        if (lower == null) {
            return upper == null ? "any" : "< " + upper.floatValue();
        }
        return upper == null ? "≥ " + lower.floatValue() : lower.floatValue() + " to " + upper.floatValue();
    }

    /** Rows of the training data that have a value. */
    long present() {
        return Divergence.total(counts) - missing();
    }

    long missing() {
        return counts[counts.length - 1];
    }

    /** Rows in the bins of a categorical feature, those of all rare categories in one, before that of missing values. */
    long[] withoutRare(long[] bins) {
        long line = rarity == null ? 0 : rarity.line();
        long[] joined = new long[bins.length];
        int kept = 0;
        long rare = bins[bins.length - 2];
        for (int i = 0; i < bins.length - 2; i++) {
            if (counts[i] <= line) {
                rare += bins[i];
            } else {
                joined[kept++] = bins[i];
            }
        }
        joined[kept] = rare;
        joined[kept + 1] = bins[bins.length - 1];
        return Arrays.copyOf(joined, kept + 2);
    }
}
