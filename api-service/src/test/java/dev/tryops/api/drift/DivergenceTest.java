package dev.tryops.api.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tryops.api.drift.Divergence.Pearson;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DivergenceTest {

    // Two samples of normal distributions with different means; the figures about them are SciPy 1.10.1's.
    private static final double[] A = {
        1.690526, -0.465937, 0.03282, 0.407516, -0.788923, 0.002066, -0.00089, -1.754724, 1.017658, 0.600499, -0.625429,
        -0.171548, 0.505299, -0.261356, -0.242749, -1.453241, 0.55458, 0.123881, 0.27446, -1.526525, 1.6507, 0.154336,
        -0.38714, 2.029072, -0.045386, -1.450679, -0.405228, -2.288315, 1.049397, -0.416474, -0.742554, 1.07247,
        -1.651076, 0.535429, -2.064415, -0.662159, -1.20422, 1.461976, 1.766161, -0.329414
    };
    private static final double[] B = {
        1.40888, 0.184016, 1.081674, -0.503405, -1.650007, -1.763718, 0.859746, 3.097114, 0.723294, -0.229526, 2.694423,
        0.684762, 0.521721, 0.703093, 0.241147, 0.028628, -1.321956, 1.001949, 0.286269, 1.831703, -0.042582, -1.887644,
        0.280467, 2.439445, -0.060108, -0.667828, -1.03231, -0.86002, 0.039768, -1.015979, 2.197167, 0.060838, 0.530378,
        2.125887, 2.203982, 0.14472, 0.798369, 1.282032, 0.168573, -1.733615, 1.185647, 1.473223, 0.898603, -0.708254,
        0.164767, -0.308924, 0.040347, 1.956262, 2.235496, 1.203302, 1.058494, 1.211955, 0.385309, 0.309204, -0.408374
    };
    private static final double KS = 0.2909090909090909;
    private static final double KS_EXACT_P = 0.03122196617340432;

    @Test
    void ksAgreesWithSciPyWhereEveryValueHasABin() {
        double[] edges = DoubleStream.concat(Arrays.stream(A), Arrays.stream(B))
                .sorted()
                .distinct()
                .toArray();

        assertThat(Divergence.ks(binned(A, edges), binned(B, edges))).isCloseTo(KS, within(1e-15));
    }

    @Test
    void fewerBinsNeverFindALargerDistance() {
        assertThat(Divergence.ks(binned(A, -1, 0, 1), binned(B, -1, 0, 1))).isLessThanOrEqualTo(KS);
    }

    @Test
    void theBoundOfKsIsOnTheSafeSideOfItsExactProbability() {
        double size = Divergence.effectiveSize(A.length, B.length);

        assertThat(Divergence.ksQuantile(size, KS_EXACT_P)).isGreaterThan(KS).isCloseTo(KS, within(0.02));
        // 2 · exp(−2 · size · D²) of that very D
        assertThat(Divergence.ksQuantile(size, 2 * Math.exp(-2 * size * KS * KS)))
                .isCloseTo(KS, within(1e-12));
    }

    @Test
    void chiSquareAgreesWithAKnownNumberWhereTheBaselineIsCertain() {
        // Observed 18, 30, 52 where 25, 35, 40 are expected.
        long[] certain = {2_500_000_000_000L, 3_500_000_000_000L, 4_000_000_000_000L};

        Pearson table = Divergence.chiSquare(certain, new long[] {18, 30, 52});

        assertThat(table.statistic()).isCloseTo(6.274285714285714, within(1e-8));
        assertThat(table.degreesOfFreedom()).isEqualTo(2);
        assertThat(Divergence.chiSquareQuantile(2, 0.043406639871682036)).isCloseTo(6.274285714285714, within(1e-12));
    }

    @Test
    void rareCellsAreJoined() {
        Pearson table = Divergence.chiSquare(new long[] {500, 400, 0, 3, 2}, new long[] {50, 40, 0, 1, 0});
        Pearson nothing = Divergence.chiSquare(new long[] {900, 0, 0}, new long[] {90, 0, 0});
        Pearson novel = Divergence.chiSquare(new long[] {900, 0, 0}, new long[] {300, 200, 0});

        assertThat(table.degreesOfFreedom()).isEqualTo(1);
        assertThat(nothing.degreesOfFreedom()).isZero();
        assertThat(novel.degreesOfFreedom()).isEqualTo(1);
        assertThat(novel.statistic()).isGreaterThan(300);
    }

    @Test
    void quantilesAreThoseOfTheTables() {
        assertThat(Divergence.normalQuantile(0.05)).isCloseTo(1.959963984540054, within(1e-12));
        assertThat(Divergence.psiQuantile(11, 0.05)).isCloseTo(18.307038053275146, within(1e-10));
        assertThat(Divergence.psiQuantile(2, 1e-9)).isCloseTo(Math.pow(6.1094, 2), within(0.01));
    }

    @Test
    void aCountIsUnlikelyWhereItsTailIs() {
        // Nothing among 4,000 rows: k of 1,000 new ones come from there with (1000/5000)^k, and 0.2^6 < 1e-4 < 0.2^5.
        assertThat(Divergence.unlikelyCount(0, 4_000, 1_000, 1e-4)).isEqualTo(6);
        // Of 100 values beyond a range of 10, whatever they are: no number of them is as unlikely as that.
        assertThat(Divergence.unlikelyCount(1, 10, 100, 1e-9)).isEqualTo(101);
        // As many as there were is no surprise, twice as many is one.
        assertThat(Divergence.unlikelyCount(100, 1_000, 1_000, 1e-3)).isBetween(130L, 170L);
    }

    private static long[] binned(double[] values, double... edges) {
        long[] counts = new long[edges.length + 1];
        for (double value : values) {
            counts[(int) Arrays.stream(edges).filter(edge -> value >= edge).count()]++;
        }
        assertThat(LongStream.of(counts).sum()).isEqualTo(values.length);
        return counts;
    }
}
