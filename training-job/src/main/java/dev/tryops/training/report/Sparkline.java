package dev.tryops.training.report;

import dev.tryops.model.Histogram;
import dev.tryops.training.report.DataProfile.Category;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A distribution in the height of a line of text. */
final class Sparkline {

    private static final int WIDTH = 84;
    private static final int HEIGHT = 22;

    /** A bin that holds one value has no width; it is drawn as this part of the range. */
    private static final double NARROWEST = 0.01;

    private Sparkline() {}

    /** Bars whose areas are the bins' rows, whatever the bins' widths. */
    static void numbers(Markup out, @Nullable Histogram histogram) {
        if (histogram == null) {
            return;
        }
        List<Double> edges = histogram.binEdges();
        double low = edges.getFirst();
        double range = edges.getLast() - low;
        int bins = histogram.counts().size();
        double[] densities = IntStream.range(0, bins)
                .mapToDouble(i -> histogram.counts().get(i) / width(edges, i, range))
                .toArray();
        double highest =
                IntStream.range(0, bins).mapToDouble(i -> densities[i]).max().orElse(0);
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < bins; i++) {
            double left = range == 0 ? 0 : (edges.get(i) - low) / range * (1 - NARROWEST);
            bar(path, left * WIDTH, width(edges, i, range) * WIDTH, densities[i] / highest);
        }
        write(out, path, "%s … %s, %d bins".formatted(Figures.value(low), Figures.value(edges.getLast()), bins));
    }

    /** One bar per category. */
    static void categories(Markup out, List<Category> categories) {
        long most = categories.stream().mapToLong(Category::rows).max().orElse(0);
        double width = Math.min(14, (double) WIDTH / Math.max(1, categories.size()));
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < categories.size(); i++) {
            bar(path, i * width, width, (double) categories.get(i).rows() / most);
        }
        write(out, path, "The most frequent categories");
    }

    /** As a part of the range. */
    private static double width(List<Double> edges, int bin, double range) {
        return range == 0 ? 1 : Math.max(NARROWEST, (edges.get(bin + 1) - edges.get(bin)) / range);
    }

    private static void bar(StringBuilder path, double left, double width, double share) {
        if (!(share > 0)) {
            return;
        }
        double gap = width > 3 ? 1 : 0;
        double height = Math.max(1, share * HEIGHT);
        path.append('M').append(Figures.place(left)).append(' ').append(HEIGHT);
        path.append('v').append(Figures.place(-height));
        path.append('h').append(Figures.place(width - gap));
        path.append('v').append(Figures.place(height)).append('z');
    }

    private static void write(Markup out, StringBuilder path, String tooltip) {
        out.open("svg", "viewBox", "0 0 " + WIDTH + " " + HEIGHT, "role", "img", "aria-label", tooltip);
        out.tooltip(tooltip).empty("path", "d", path.toString()).close();
    }
}
