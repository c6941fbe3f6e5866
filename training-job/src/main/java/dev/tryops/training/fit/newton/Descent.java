package dev.tryops.training.fit.newton;

import dev.tryops.training.data.BadData;
import dev.tryops.training.fit.newton.Objective.Point;
import java.util.Optional;
import java.util.stream.IntStream;

/** Newton's method with step halving, from the model that knows only how frequent the classes are. */
final class Descent {

    private static final int HALVINGS = 40;

    /** What of a loss may be rounding: near the optimum a step gains less than that, and must not be refused for it. */
    private static final double ROUNDING = 1e-12;

    /**
     * Where the weights of some rows run away, each step moves their scores by about 1 however little there is to gain;
     * towards an optimum, moves shrink with the gain.
     */
    private static final double RUNAWAY_SPREAD = 0.5;

    private static final double RUNAWAY_DECREMENT = 1e-3;

    private final DesignMatrix matrix;
    private final Objective objective;
    private final NewtonSettings settings;
    private final Layout layout;

    /** Whether a step that gains little was seen to move no score far. */
    private boolean settled;

    Descent(DesignMatrix matrix, Objective objective, NewtonSettings settings) {
        this.matrix = matrix;
        this.objective = objective;
        this.settings = settings;
        this.layout = objective.layout();
    }

    NewtonFit from(double[] start) {
        Point here = objective.at(start);
        requireFinite(here);
        boolean[] redundant = Hessian.redundant(here.sums(), layout, settings.l2());
        for (int iterations = 0; ; iterations++) {
            Hessian hessian = Hessian.of(here.sums(), layout, settings.l2(), redundant);
            double[] step = hessian.newtonStep(here.gradient());
            double decrement = decrement(here, step);
            refuseRunaway(here, step, decrement);
            boolean converged = decrement <= settings.tolerance();
            Optional<Point> next =
                    converged || iterations == settings.maxIterations() ? Optional.empty() : lower(here, step);
            if (next.isEmpty()) {
                return fit(here, hessian.standardErrors(), redundant, iterations, converged);
            }
            here = next.get();
        }
    }

    private static double decrement(Point here, double[] step) {
        double product = 0;
        for (int i = 0; i < step.length; i++) {
            product -= here.gradient()[i] * step[i];
        }
        return Math.sqrt(Math.max(0, product));
    }

    /** The first of the points a whole, a half, a quarter … of {@code step} away whose loss is lower. */
    private Optional<Point> lower(Point here, double[] step) {
        double bound = here.loss() + ROUNDING * here.loss();
        double part = 1;
        for (int i = 0; i <= HALVINGS; i++) {
            double[] at = here.at().clone();
            for (int j = 0; j < at.length; j++) {
                at[j] += part * step[j];
            }
            Point next = objective.at(at);
            if (next.loss() <= bound) {
                return Optional.of(next);
            }
            part /= 2;
        }
        return Optional.empty();
    }

    private void requireFinite(Point start) {
        double sum = start.loss();
        for (double value : start.sums().curvature) {
            sum += value;
        }
        if (!Double.isFinite(sum)) {
            throw new BadData("The model cannot be fitted: the data holds values too extreme for their column."
                    + " Look for outliers, or rescale the column.");
        }
    }

    private void refuseRunaway(Point here, double[] step, double decrement) {
        if (settings.l2() > 0) {
            return;
        }
        if (here.sums().missed == 0) {
            throw new BadData("The classes can be told apart without a single error, most of all by the column '%s'."
                            .formatted(mostOf(here.at()))
                    + " Without a penalty the weights would grow forever. Give one with --l2 1,"
                    + " and make sure that no column holds the answer.");
        }
        if (settled || decrement > RUNAWAY_DECREMENT) {
            return;
        }
        settled = objective.passes().spread(step) < RUNAWAY_SPREAD; // a pass over the rows, so once
        if (!settled) {
            throw new BadData("For some rows the class follows without doubt, most of all from the column '%s'."
                            .formatted(mostOf(step))
                    + " Without a penalty its weight would grow forever. Give one with --l2 1,"
                    + " and make sure that the column does not hold the answer.");
        }
    }

    /** The name of the column with the largest part in {@code direction}. */
    private String mostOf(double[] direction) {
        int most = 1;
        for (int i = 1; i < direction.length; i++) {
            boolean larger = Math.abs(direction[i]) > Math.abs(direction[most]);
            most = i % layout.width() != 0 && larger ? i : most;
        }
        return matrix.name(most % layout.width() - 1);
    }

    private NewtonFit fit(Point end, double[] errors, boolean[] redundant, int iterations, boolean converged) {
        return new NewtonFit(
                biases(end.at()),
                weights(end.at()),
                biases(errors),
                weights(errors),
                iterations,
                converged,
                end.sums().missed == 0,
                end.loss(),
                IntStream.range(1, redundant.length)
                        .filter(j -> redundant[j])
                        .mapToObj(j -> j - 1)
                        .toList());
    }

    private double[] biases(double[] unknowns) {
        return IntStream.range(0, layout.outputs())
                .mapToDouble(output -> unknowns[output * layout.width()])
                .toArray();
    }

    private double[][] weights(double[] unknowns) {
        double[][] weights = new double[layout.outputs()][layout.width() - 1];
        for (int output = 0; output < weights.length; output++) {
            System.arraycopy(unknowns, output * layout.width() + 1, weights[output], 0, layout.width() - 1);
        }
        return weights;
    }
}
