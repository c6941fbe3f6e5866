package dev.tryops.training.fit.newton;

/**
 * A few neighbouring rows at a time, small enough for the processor's cache: scores, probabilities and their sums. All
 * that it needs is allocated once; a block belongs to one thread at a time.
 */
final class Block {

    /** A multiple of four, as {@link #addProducts} takes four rows at once. */
    private static final int SIZE = 64;

    /** A score must lead by more than rounding for its row to count as recognized. */
    private static final double LEAD = 1e-6;

    /** From here on, rounding 1 + x costs its logarithm less than four digits of the last place. */
    private static final double LARGE = 1.0 / 16;

    private final DesignMatrix matrix;
    private final Layout layout;
    private final double[] classWeights;

    private final double[] columns;
    private final double[] x;
    private final int[] klass = new int[SIZE];
    private final double[] scores;
    private final double[] probabilities; // [class · SIZE + row]
    private final double[] residuals; // [class · SIZE + row], times the weight of the row
    private final double[] factors = new double[SIZE];
    private int rows;

    Block(DesignMatrix matrix, Layout layout, double[] classWeights) {
        this.matrix = matrix;
        this.layout = layout;
        this.classWeights = classWeights;
        columns = new double[layout.width() - 1];
        x = new double[SIZE * layout.width()];
        scores = new double[layout.classes()];
        probabilities = new double[layout.classes() * SIZE];
        residuals = new double[layout.classes() * SIZE];
    }

    /** Adds loss, gradient and curvature of the rows {@code [from, to)} at {@code point}. */
    void addDerivatives(int from, int to, double[] point, Sums sums) {
        for (int start = from; start < to; start += SIZE) {
            load(start, Math.min(to, start + SIZE));
            addLoss(point, sums);
            addGradient(sums.gradient);
            addCurvature(sums.curvature);
        }
    }

    /** Notes how far {@code direction} moves the scores of a row apart. */
    void addSpread(int from, int to, double[] direction, Sums sums) {
        for (int start = from; start < to; start += SIZE) {
            load(start, Math.min(to, start + SIZE));
            for (int row = 0; row < rows; row++) {
                score(row, direction);
                sums.spread = Math.max(sums.spread, spread());
            }
        }
    }

    private void load(int from, int to) {
        rows = to - from;
        for (int row = 0; row < rows; row++) {
            matrix.read(from + row, columns);
            int start = row * layout.width();
            x[start] = 1;
            System.arraycopy(columns, 0, x, start + 1, columns.length);
            klass[row] = matrix.classOf(from + row);
        }
    }

    private void score(int row, double[] point) {
        int width = layout.width();
        int first = layout.firstClass();
        for (int k = first; k < layout.classes(); k++) {
            int start = (k - first) * width;
            double score = 0;
            for (int j = 0; j < width; j++) {
                score += point[start + j] * x[row * width + j];
            }
            scores[k] = score;
        }
    }

    private double spread() {
        double least = scores[0];
        double most = scores[0];
        for (double score : scores) {
            least = Math.min(least, score);
            most = Math.max(most, score);
        }
        return most - least;
    }

    private void addLoss(double[] point, Sums sums) {
        for (int row = 0; row < rows; row++) {
            score(row, point);
            int own = klass[row];
            int top = top();
            double others = exponentials(row, top);
            sums.loss += classWeights[own] * (log1p(others) + scores[top] - scores[own]);
            normalize(row, 1 / (1 + others));
            sums.missed += leads(own) ? 0 : 1;
        }
    }

    /** As {@link Math#log1p}, which takes several times as long, but where only that is exact. */
    private static double log1p(double x) {
        return x > LARGE ? Math.log(1 + x) : Math.log1p(x);
    }

    private int top() {
        int top = 0;
        for (int k = 1; k < scores.length; k++) {
            top = scores[k] > scores[top] ? k : top;
        }
        return top;
    }

    private boolean leads(int own) {
        for (int k = 0; k < scores.length; k++) {
            if (k != own && !(scores[own] > scores[k] + LEAD)) {
                return false;
            }
        }
        return true;
    }

    /** Relative to the highest score, so that nothing overflows; the sum of those of the other classes. */
    private double exponentials(int row, int top) {
        double others = 0;
        for (int k = 0; k < scores.length; k++) {
            double exponential = k == top ? 1 : Math.exp(scores[k] - scores[top]);
            probabilities[k * SIZE + row] = exponential;
            others += k == top ? 0 : exponential;
        }
        return others;
    }

    private void normalize(int row, double scale) {
        int own = klass[row];
        double weight = classWeights[own];
        double others = 0;
        for (int k = 0; k < scores.length; k++) {
            double probability = probabilities[k * SIZE + row] * scale;
            probabilities[k * SIZE + row] = probability;
            residuals[k * SIZE + row] = weight * probability;
            others += k == own ? 0 : probability;
        }
        residuals[own * SIZE + row] = -weight * others; // p − 1, without the cancellation
    }

    private void addGradient(double[] gradient) {
        int width = layout.width();
        int first = layout.firstClass();
        for (int k = first; k < layout.classes(); k++) {
            System.arraycopy(residuals, k * SIZE, factors, 0, SIZE);
            clearBeyondRows();
            addProducts(0, gradient, (k - first) * width);
        }
    }

    private void addCurvature(double[] curvature) {
        int at = 0;
        for (int k = 0; k < layout.classes(); k++) {
            for (int l = k + 1; l < layout.classes(); l++) {
                for (int row = 0; row < rows; row++) {
                    factors[row] =
                            classWeights[klass[row]] * probabilities[k * SIZE + row] * probabilities[l * SIZE + row];
                }
                clearBeyondRows();
                for (int i = 0; i < layout.width(); i++) {
                    addProducts(i, curvature, at);
                    at += layout.width() - i;
                }
            }
        }
    }

    /** A last block of four may reach beyond the rows; there it must add nothing. */
    private void clearBeyondRows() {
        for (int row = rows; row % 4 != 0; row++) {
            factors[row] = 0;
        }
    }

    /** {@code into[at + j − from] += Σ factor · x[from] · x[j]} for j from {@code from} on; the bias has x[0] = 1. */
    private void addProducts(int from, double[] into, int at) {
        int width = layout.width();
        for (int row = 0; row < rows; row += 4) {
            int x0 = row * width + from;
            int x1 = x0 + width;
            int x2 = x1 + width;
            int x3 = x2 + width;
            double f0 = factors[row] * x[x0];
            double f1 = factors[row + 1] * x[x1];
            double f2 = factors[row + 2] * x[x2];
            double f3 = factors[row + 3] * x[x3];
            for (int j = 0; j < width - from; j++) {
                into[at + j] += (f0 * x[x0 + j] + f1 * x[x1 + j]) + (f2 * x[x2 + j] + f3 * x[x3 + j]);
            }
        }
    }
}
