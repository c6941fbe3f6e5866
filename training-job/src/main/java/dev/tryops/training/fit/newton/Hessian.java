package dev.tryops.training.fit.newton;

import java.util.Arrays;

/**
 * The second derivatives of the penalized loss at a point, factored. Softmax scores may shift together without a change
 * of the loss; each column's shift gets a stiffness of its own instead of none. Gradients have no part along shifts, so
 * steps keep the sum over classes at 0, where the optimum with a ridge lies by itself.
 */
final class Hessian {

    /** An unknown whose pivot is a smaller part of its diagonal than this is only rounding. */
    private static final double ROUNDING = 1e-14;

    private static final double REDUNDANT = 1e-10;

    private final Layout layout;
    private final double l2;
    private final double[] stiffness;
    private final Cholesky factor;

    private Hessian(Layout layout, double l2, double[] stiffness, Cholesky factor) {
        this.layout = layout;
        this.l2 = l2;
        this.stiffness = stiffness;
        this.factor = factor;
    }

    /** @param redundant by bias and column; these unknowns do not move */
    static Hessian of(Sums sums, Layout layout, double l2, boolean[] redundant) {
        double[][] matrix = new double[layout.unknowns()][layout.unknowns()];
        int pair = 0;
        for (int k = 0; k < layout.classes(); k++) {
            for (int l = k + 1; l < layout.classes(); l++) {
                addPair(matrix, k, l, triangle(sums, layout, pair++), layout);
            }
        }
        for (int i = 0; i < matrix.length; i++) {
            matrix[i][i] += i % layout.width() == 0 ? 0 : l2;
        }
        double[] stiffness = layout.outputs() == 1 ? new double[0] : stiffen(matrix, layout);
        boolean[] absent = new boolean[matrix.length];
        for (int i = 0; i < absent.length; i++) {
            absent[i] = redundant[i % layout.width()];
        }
        return new Hessian(layout, l2, stiffness, Cholesky.of(matrix, ROUNDING, absent));
    }

    /** Which columns earlier ones determine, from sums at a point where every row has the same probabilities. */
    static boolean[] redundant(Sums sums, Layout layout, double l2) {
        double[][] matrix = triangle(sums, layout, 0);
        for (int j = 1; j < matrix.length; j++) {
            matrix[j][j] += l2;
        }
        return Cholesky.of(matrix, REDUNDANT, new boolean[layout.width()]).excluded();
    }

    /** What bias and columns have to do with one another, at any point: of all pairs of classes together. */
    static Cholesky ofColumns(Sums sums, Layout layout) {
        double[][] matrix = triangle(sums, layout, 0);
        for (int pair = 1; pair < layout.pairs(); pair++) {
            double[][] more = triangle(sums, layout, pair);
            for (int i = 0; i < matrix.length; i++) {
                for (int j = 0; j < matrix.length; j++) {
                    matrix[i][j] += more[i][j];
                }
            }
        }
        return Cholesky.of(matrix, REDUNDANT, new boolean[layout.width()]);
    }

    double[] newtonStep(double[] gradient) {
        double[] step = factor.solve(gradient);
        for (int i = 0; i < step.length; i++) {
            step[i] = -step[i];
        }
        return step;
    }

    /** Square roots of the diagonal of the inverse; NaN for what the data do not determine. */
    double[] standardErrors() {
        double[] variances = factor.inverseDiagonal();
        if (stiffness.length > 0) {
            for (int i = 0; i < variances.length; i++) {
                int j = i % layout.width();
                double ridge = j == 0 ? 0 : l2;
                // The inverse's part along the shift, which no estimate moves along.
                variances[i] -= 1 / (layout.classes() * (ridge + stiffness[j] * layout.classes()));
            }
        }
        return Arrays.stream(variances).map(Math::sqrt).toArray();
    }

    private static double[][] triangle(Sums sums, Layout layout, int pair) {
        int width = layout.width();
        double[][] matrix = new double[width][width];
        int at = pair * layout.triangle();
        for (int i = 0; i < width; i++) {
            for (int j = i; j < width; j++) {
                matrix[i][j] = sums.curvature[at];
                matrix[j][i] = sums.curvature[at];
                at++;
            }
        }
        return matrix;
    }

    /** With v = ω · p(k) · p(l), the pair adds v to the blocks (k, k) and (l, l), and −v to (k, l). */
    private static void addPair(double[][] matrix, int k, int l, double[][] block, Layout layout) {
        int width = layout.width();
        int rowsOfK = (k - layout.firstClass()) * width;
        int rowsOfL = (l - layout.firstClass()) * width;
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < width; j++) {
                matrix[rowsOfL + i][rowsOfL + j] += block[i][j];
                if (rowsOfK >= 0) { // not so for class 0 of two, which has no unknowns
                    matrix[rowsOfK + i][rowsOfK + j] += block[i][j];
                    matrix[rowsOfK + i][rowsOfL + j] -= block[i][j];
                }
            }
        }
    }

    /** Adds to each column's shift about as much as its other directions have, for a well-conditioned matrix. */
    private static double[] stiffen(double[][] matrix, Layout layout) {
        int width = layout.width();
        int classes = layout.classes();
        double[] stiffness = new double[width];
        for (int j = 0; j < width; j++) {
            double trace = 0;
            for (int k = 0; k < classes; k++) {
                trace += matrix[k * width + j][k * width + j];
            }
            stiffness[j] = trace / (classes * classes);
            for (int k = 0; k < classes; k++) {
                for (int l = k; l < classes; l++) {
                    matrix[k * width + j][l * width + j] += stiffness[j];
                }
            }
        }
        return stiffness;
    }
}
