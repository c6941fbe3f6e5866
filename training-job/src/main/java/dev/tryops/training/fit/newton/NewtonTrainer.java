package dev.tryops.training.fit.newton;

import dev.tryops.training.data.BadData;
import java.util.Optional;

/**
 * Logistic regression by Newton's method (iteratively reweighted least squares: McCullagh and Nelder, Generalized
 * Linear Models, 2.5). Each iteration is a pass over the rows, or more where a step must be halved; many rows are left to
 * finish what a sample of them has begun. Memory depends on columns, classes and threads, not on rows. The same rows and settings give the same model, bit for bit, whatever the
 * number of threads.
 */
public final class NewtonTrainer {

    /** What one Cholesky factorization per iteration is good for: about a second. */
    static final int MAX_UNKNOWNS = 1500;

    private final NewtonSettings settings;
    private final int threads;

    public NewtonTrainer(NewtonSettings settings, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("A fit needs a thread, not " + threads);
        }
        this.settings = settings;
        this.threads = threads;
    }

    /**
     * The model of all rows of {@code x}.
     *
     * @param classes how many there are, at least 2; each has at least a row
     * @throws BadData if no best model exists, because the columns separate classes and there is no ridge; if a class
     *     has no rows; if there are too many columns and classes for this method; or if values are not finite
     */
    public NewtonFit fit(DesignMatrix x, int classes) {
        if (classes < 2) {
            throw new IllegalArgumentException("A fit needs two classes, not " + classes);
        }
        refuseTooMany(x.columns(), classes);
        double[] classWeights = settings.weightsOf(classes);
        Layout layout = new Layout(classes, x.columns() + 1);
        double[] start = start(x, layout, classWeights);
        if (Sample.paysFor(x)) {
            start = onSample(Sample.of(x), layout, classWeights).orElse(start);
        }
        return descend(x, layout, classWeights, settings, start);
    }

    private NewtonFit descend(
            DesignMatrix x, Layout layout, double[] classWeights, NewtonSettings settings, double[] start) {
        try (Passes passes = new Passes(x, layout, classWeights, threads)) {
            return new Descent(x, new Objective(passes, layout, settings.l2()), settings).from(start);
        }
    }

    /** Where the descent may start, if a part of the rows has an optimum of its own. */
    private Optional<double[]> onSample(Sample sample, Layout layout, double[] classWeights) {
        NewtonSettings smaller = settings.ofPart(1.0 / sample.every());
        try {
            NewtonFit fit = descend(sample, layout, classWeights, smaller, start(sample, layout, classWeights));
            return fit.converged() ? Optional.of(unknowns(fit, layout)) : Optional.empty();
        } catch (BadData e) {
            return Optional.empty(); // the part may lack a class, or be separable, where the whole is not
        }
    }

    private static double[] unknowns(NewtonFit fit, Layout layout) {
        double[] unknowns = new double[layout.unknowns()];
        for (int output = 0; output < layout.outputs(); output++) {
            unknowns[output * layout.width()] = fit.biases()[output];
            System.arraycopy(fit.weights()[output], 0, unknowns, output * layout.width() + 1, layout.width() - 1);
        }
        return unknowns;
    }

    private static void refuseTooMany(int columns, int classes) {
        long unknowns = (columns + 1L) * (classes == 2 ? 1 : classes);
        if (unknowns > MAX_UNKNOWNS) {
            throw new BadData(
                    "%,d classes and %,d columns make a model of %,d weights, and Newton's method takes at most %,d."
                                    .formatted(classes, columns, unknowns, MAX_UNKNOWNS)
                            + " Choose --engine tribuo, or leave out columns or classes.");
        }
    }

    /** No weights, and the biases that give each class its share of the rows' weight. */
    private static double[] start(DesignMatrix x, Layout layout, double[] classWeights) {
        long[] counts = new long[layout.classes()];
        for (int row = 0; row < x.rows(); row++) {
            counts[x.classOf(row)]++;
        }
        double[] logs = new double[counts.length];
        double mean = 0;
        for (int k = 0; k < counts.length; k++) {
            if (counts[k] == 0) {
                throw new BadData("Class %d of %d has no rows to learn from. Give rows of every class."
                        .formatted(k, counts.length));
            }
            logs[k] = Math.log(counts[k] * classWeights[k]);
            mean += logs[k] / counts.length;
        }
        double[] start = new double[layout.unknowns()];
        double reference = layout.firstClass() == 1 ? logs[0] : mean;
        for (int output = 0; output < layout.outputs(); output++) {
            start[output * layout.width()] = logs[output + layout.firstClass()] - reference;
        }
        return start;
    }
}
