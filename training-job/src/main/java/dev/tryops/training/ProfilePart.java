package dev.tryops.training;

import dev.tryops.model.Feature;
import dev.tryops.model.FeatureStatistics;
import dev.tryops.model.Histogram;
import dev.tryops.training.report.DataProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What was read, column by column, as the page shows it. */
final class ProfilePart {

    private static final int BINS = 20;
    private static final int MOST_SHOWN = 200;

    private ProfilePart() {}

    /** A column of so many training rows, of which {@code ascending} are the values that are there. */
    static DataProfile.Column column(Feature feature, long rows, double[] ascending, FeatureStatistics statistics) {
        DataProfile.Values values = statistics instanceof FeatureStatistics.Categorical texts
                ? categorical(texts, ascending.length)
                : numeric(ascending);
        return new DataProfile.Column(
                feature.name(), feature.dtype().label(), rows - ascending.length, distinct(ascending), values);
    }

    static DataProfile of(
            long rows, List<DataProfile.Column> columns, List<String> warnings, List<DataProfile.Skipped> skipped) {
        return new DataProfile(
                rows,
                columns.stream().limit(MOST_SHOWN).toList(),
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
        int from = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            int end = bin == counts.length - 1 ? sorted.length : firstBeyond(sorted, low, width, bin);
            counts[bin] = end - from;
            from = end;
        }
        return new Histogram(edges, Arrays.stream(counts).boxed().toList());
    }

    /** The index of the first value that lies in a later bin: of millions, a few are looked at. */
    private static int firstBeyond(double[] sorted, double low, double width, int bin) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if ((int) ((sorted[middle] - low) / width * BINS) <= bin) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
