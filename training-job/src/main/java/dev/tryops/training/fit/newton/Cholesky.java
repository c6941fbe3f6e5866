package dev.tryops.training.fit.newton;

/**
 * A symmetric matrix as {@code RᵀR} with R upper triangular. An unknown that those before it determine leaves no pivot
 * but rounding; it is excluded: its row and column count as absent, and its part of a solution is 0.
 */
final class Cholesky {

    /** An unknown with a smaller part than this in what determines another has none but rounding. */
    private static final double PART = 1e-4;

    private final double[][] r;
    private final boolean[] excluded;

    private Cholesky(double[][] r, boolean[] excluded) {
        this.r = r;
        this.excluded = excluded;
    }

    /**
     * Factors {@code matrix} in its place; only the upper triangle is read.
     *
     * @param tolerance an unknown is excluded if less than this part of its diagonal is left as its pivot
     * @param absent unknowns to exclude in any case
     */
    static Cholesky of(double[][] matrix, double tolerance, boolean[] absent) {
        double[] diagonal = new double[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            diagonal[i] = matrix[i][i];
        }
        boolean[] excluded = absent.clone();
        for (int k = 0; k < matrix.length; k++) {
            // Written so that NaN is excluded too.
            excluded[k] |= !(matrix[k][k] > tolerance * diagonal[k]);
            if (!excluded[k]) {
                eliminate(matrix, k, excluded);
            }
        }
        return new Cholesky(matrix, excluded);
    }

    private static void eliminate(double[][] matrix, int k, boolean[] excluded) {
        double[] pivotRow = matrix[k];
        double root = Math.sqrt(pivotRow[k]);
        for (int j = k; j < pivotRow.length; j++) {
            pivotRow[j] /= root;
        }
        for (int i = k + 1; i < matrix.length; i++) {
            if (!excluded[i]) {
                subtract(pivotRow[i], pivotRow, matrix[i], i);
            }
        }
    }

    private static void subtract(double factor, double[] row, double[] from, int start) {
        for (int j = start; j < from.length; j++) {
            from[j] -= factor * row[j];
        }
    }

    boolean[] excluded() {
        return excluded.clone();
    }

    /** The excluded unknowns, and those that determine them: only together do they have a value. */
    boolean[] dependent() {
        boolean[] dependent = excluded.clone();
        for (int k = 0; k < r.length; k++) {
            if (excluded[k]) {
                addDeterminants(k, dependent);
            }
        }
        return dependent;
    }

    /** Column k is the sum over i of {@code part[i]} times column i, as far as it goes; lengths are those of columns. */
    private void addDeterminants(int k, boolean[] to) {
        double[] part = new double[k];
        for (int i = k - 1; i >= 0; i--) {
            if (!excluded[i]) {
                double sum = r[i][k];
                for (int j = i + 1; j < k; j++) {
                    sum -= r[i][j] * part[j];
                }
                part[i] = sum / r[i][i];
                to[i] |= Math.abs(part[i]) * length(i) > PART * length(k);
            }
        }
    }

    private double length(int column) {
        double square = 0;
        for (int i = 0; i <= column; i++) {
            square += excluded[i] ? 0 : r[i][column] * r[i][column];
        }
        return Math.sqrt(square);
    }

    double[] solve(double[] right) {
        double[] y = right.clone();
        for (int k = 0; k < r.length; k++) {
            y[k] = excluded[k] ? 0 : y[k] / r[k][k];
            if (!excluded[k]) {
                subtract(y[k], r[k], y, k + 1);
            }
        }
        for (int k = r.length - 1; k >= 0; k--) {
            double sum = y[k];
            for (int j = k + 1; j < r.length; j++) {
                sum -= r[k][j] * y[j];
            }
            y[k] = excluded[k] ? 0 : sum / r[k][k];
        }
        return y;
    }

    /** The diagonal of the inverse; NaN for an excluded unknown. */
    double[] inverseDiagonal() {
        int n = r.length;
        double[][] inverse = new double[n][];
        double[] diagonal = new double[n];
        for (int i = n - 1; i >= 0; i--) {
            inverse[i] = new double[n];
            diagonal[i] = excluded[i] ? Double.NaN : fillInverseRow(i, inverse);
        }
        return diagonal;
    }

    /** Row i of R⁻¹, of which the rows below are known; its squared length is an element of the inverse's diagonal. */
    private double fillInverseRow(int i, double[][] inverse) {
        double[] row = inverse[i];
        row[i] = 1;
        for (int k = i + 1; k < row.length; k++) {
            if (!excluded[k]) {
                subtract(r[i][k], inverse[k], row, k);
            }
        }
        double square = 0;
        for (int j = i; j < row.length; j++) {
            row[j] /= r[i][i];
            square += row[j] * row[j];
        }
        return square;
    }
}
