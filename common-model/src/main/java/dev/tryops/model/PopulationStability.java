package dev.tryops.model;

/**
 * The population stability index, {@code Σ (p − q) · ln(p / q)} over the bins of two distributions: the symmetric divergence
 * of Jeffreys (1946), as credit scoring uses it. 0 where both are the same; without an upper bound.
 */
public final class PopulationStability {

    /** Added to each count, as Jeffreys' prior does, so that a bin that one of the two never saw has a finite weight. */
    public static final double SMOOTHING = 0.5;

    private PopulationStability() {}

    /** Of counts in the same bins, none negative; a share is {@code (count + ½) / (all counts + ½ · bins)}. */
    public static double index(long[] baseline, long[] current) {
        return ofShares(shares(baseline), shares(current));
    }

    /** Of shares above 0 in the same bins. */
    static double ofShares(double[] baseline, double[] current) {
        if (baseline.length != current.length) {
            throw new IllegalArgumentException(
                    "Only counts in the same bins can be compared, not " + baseline.length + " and " + current.length);
        }
        double index = 0;
        for (int i = 0; i < baseline.length; i++) {
            index += (current[i] - baseline[i]) * Math.log(current[i] / baseline[i]);
        }
        return index;
    }

    private static double[] shares(long[] counts) {
        double total = 0;
        for (long count : counts) {
            total += count + SMOOTHING;
        }
        double[] shares = new double[counts.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (counts[i] + SMOOTHING) / total;
        }
        return shares;
    }
}
