package dev.tryops.training;

import dev.tryops.model.Baseline;
import dev.tryops.model.FeatureStatistics;
import dev.tryops.model.Histogram;
import dev.tryops.training.data.Dataset;
import dev.tryops.training.report.DataProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What was read, column by column, as the page shows it. */
final class ProfilePart {

    private static final int BINS = 20;
    private static final int MOST_SHOWN = 200;

    private ProfilePart() {}

    static DataProfile of(Dataset data, Baseline baseline, List<String> warnings, List<DataProfile.Skipped> skipped) {
        List<DataProfile.Column> columns = new ArrayList<>();
        data.schema().features().stream().limit(MOST_SHOWN).forEach(feature -> {
            double[] present = Arrays.stream(data.column(feature.position()))
                    .filter(value -> !Double.isNaN(value))
                    .sorted()
                    .toArray();
            FeatureStatistics statistics = baseline.featureStatistics().get(feature.name());
            DataProfile.Values values = statistics instanceof FeatureStatistics.Categorical texts
                    ? categorical(texts, present.length)
                    : numeric(present);
            columns.add(new DataProfile.Column(
                    feature.name(), feature.dtype().label(), data.rows() - present.length, distinct(present), values));
        });
        return new DataProfile(
                data.rows(),
                columns,
                warnings.stream()
                        .map(sentence -> new DataProfile.Warning("look at this", sentence))
                        .toList(),
                skipped);
    }

    private static long distinct(double[] sorted) {
        long count = 0;
        for (int i = 0; i < sorted.length; i++) {
            count += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
        }
        return count;
    }

    private static DataProfile.Values categorical(FeatureStatistics.Categorical texts, long rows) {
        List<DataProfile.Category> top = texts.topCategories().entrySet().stream()
                .limit(BINS)
                .map(entry -> new DataProfile.Category(entry.getKey(), entry.getValue()))
                .toList();
        long shown = top.stream().mapToLong(DataProfile.Category::rows).sum();
        return new DataProfile.Categorical(top, Math.max(0, rows - shown));
    }

    private static DataProfile.Values numeric(double[] sorted) {
        double mean = Arrays.stream(sorted).average().orElse(0);
        double squares = Arrays.stream(sorted).map(v -> (v - mean) * (v - mean)).sum();
        return new DataProfile.Numeric(
                mean,
                sorted.length < 2 ? 0 : Math.sqrt(squares / (sorted.length - 1)),
                new DataProfile.Quantiles(
                        at(sorted, 0),
                        at(sorted, 0.05),
                        at(sorted, 0.25),
                        at(sorted, 0.5),
                        at(sorted, 0.75),
                        at(sorted, 0.95),
                        at(sorted, 1)),
                histogram(sorted));
    }

    private static double at(double[] sorted, double fraction) {
        return sorted[(int) Math.round(fraction * (sorted.length - 1))];
    }

    private static Histogram histogram(double[] sorted) {
        double low = sorted[0];
        double width = sorted[sorted.length - 1] - low;
        List<Double> edges = new ArrayList<>();
        long[] counts = new long[width > 0 ? BINS : 1];
        for (int i = 0; i <= counts.length; i++) {
            edges.add(width > 0 ? low + width * i / BINS : low + i);
        }
        for (double value : sorted) {
            counts[width > 0 ? Math.clamp((int) ((value - low) / width * BINS), 0, BINS - 1) : 0]++;
        }
        return new Histogram(edges, Arrays.stream(counts).boxed().toList());
    }
}
