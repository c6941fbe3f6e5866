package dev.tryops.training.fit.newton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CholeskyTest {

    @Test
    void solvesAndInverts() {
        Cholesky factor = Cholesky.of(new double[][] {{4, 2, 2}, {2, 5, 3}, {2, 3, 6}}, 1e-14, new boolean[3]);

        // 4·1 + 2·2 + 2·3, and so on; the determinant is 64.
        assertThat(factor.solve(new double[] {14, 21, 26})).containsExactly(new double[] {1, 2, 3}, within(1e-12));
        assertThat(factor.inverseDiagonal())
                .containsExactly(new double[] {21 / 64.0, 20 / 64.0, 16 / 64.0}, within(1e-12));
    }

    @Test
    void leavesOutWhatEarlierUnknownsDetermine() {
        double[][] twiceTheFirst = {{4, 8, 2}, {8, 16, 4}, {2, 4, 5}};

        Cholesky factor = Cholesky.of(twiceTheFirst, 1e-14, new boolean[3]);

        assertThat(factor.excluded()).containsExactly(false, true, false);
        assertThat(factor.solve(new double[] {8, 16, 12})).containsExactly(new double[] {1, 0, 2}, within(1e-12));
        assertThat(factor.inverseDiagonal())
                .containsExactly(new double[] {5 / 16.0, Double.NaN, 4 / 16.0}, within(1e-12));
    }
}
