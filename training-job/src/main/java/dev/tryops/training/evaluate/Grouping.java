package dev.tryops.training.evaluate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which segment every row belongs to: {@code group[row]} is an index into {@code names}. */
public record Grouping(int[] group, List<String> names) {

    public static final String MISSING = "missing";

    public Grouping {
        names = List.copyOf(names);
        for (int row = 0; row < group.length; row++) {
            if (group[row] < 0 || group[row] >= names.size()) {
                throw new IllegalArgumentException(
                        "Row %d is in group %d, which is none of %d".formatted(row, group[row], names.size()));
            }
        }
    }

    /** As {@link #quantiles}, in four parts. */
    public static Grouping quartiles(double[] values) {
        return quantiles(values, 4);
    }

    /**
     * Parts of about equally many rows, cut at values that occur (NumPy's {@code inverted_cdf}); equal values stay
     * together, so that there may be fewer or uneven parts. Rows without a value, NaN, are a last group.
     */
    public static Grouping quantiles(double[] values, int parts) {
        double[] ascending = present(values);
        Arrays.parallelSort(ascending);
        double[] cuts = cuts(ascending, parts);
        List<String> names = ascending.length == 0 ? new ArrayList<>() : names(cuts);
        int missing = names.size();
        if (ascending.length < values.length) {
            names.add(MISSING);
        }
        int[] group = new int[values.length];
        for (int row = 0; row < values.length; row++) {
            group[row] = Double.isNaN(values[row]) ? missing : part(cuts, values[row]);
        }
        return new Grouping(group, names);
    }

    private static double[] present(double[] values) {
        double[] present = new double[values.length];
        int count = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                present[count++] = value;
            }
        }
        return Arrays.copyOf(present, count);
    }

    /** The greatest value of every part but the last, ascending and each once. */
    private static double[] cuts(double[] ascending, int parts) {
        if (ascending.length == 0) {
            return new double[0];
        }
        double greatest = ascending[ascending.length - 1];
        double[] cuts = new double[parts - 1];
        for (int i = 1; i < parts; i++) {
            int rank = (int) (((long) i * ascending.length + parts - 1) / parts);
            cuts[i - 1] = ascending[rank - 1];
        }
        return Arrays.stream(cuts).filter(cut -> cut < greatest).distinct().toArray();
    }

    private static int part(double[] cuts, double value) {
        int part = 0;
        while (part < cuts.length && value > cuts[part]) {
            part++;
        }
        return part;
    }

    private static List<String> names(double[] cuts) {
        List<String> names = new ArrayList<>();
        if (cuts.length == 0) {
            names.add("all values");
            return names;
        }
        names.add("up to " + plain(cuts[0]));
        for (int i = 1; i < cuts.length; i++) {
            names.add("over %s to %s".formatted(plain(cuts[i - 1]), plain(cuts[i])));
        }
        names.add("over " + plain(cuts[cuts.length - 1]));
        return names;
    }

    /** All digits, without an exponent or a trailing {@code .0}. */
    static String plain(double value) {
        return Double.isInfinite(value)
                ? Double.toString(value)
                : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
