package dev.tryops.api.explain;

import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.api.serving.ServingModel;
import dev.tryops.model.Feature;
import dev.tryops.model.InputLayout;
import dev.tryops.model.InputLayout.Slot;
import dev.tryops.model.InputRow;
import dev.tryops.model.LinearModel;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The score of one row as a sum. Computed in double arithmetic from the coefficients in the metadata, on the float32
 * values that the graph was given: feature i adds {@code w_i · (x_i − mean_i) / std_i}, a text the terms of all its
 * categories, and a missing number nothing. With the bias they sum to {@link #logit()}.
 *
 * <p>The score is that of the positive class of two, in log-odds, so that its sigmoid is the prediction; of more classes,
 * that of the class decided for, as it enters the softmax.
 */
public final class Explanation {

    private final double bias;
    private final double[] contributions;
    private final double logit;
    private final @Nullable List<Feature> reasons;

    private Explanation(double bias, double[] contributions, @Nullable List<Feature> reasons) {
        double sum = bias;
        for (double contribution : contributions) {
            sum += contribution;
        }
        if (!Double.isFinite(sum)) {
            throw new IllegalArgumentException("The coefficients give a score that is no number");
        }
        this.bias = bias;
        this.contributions = contributions;
        this.logit = sum;
        this.reasons = reasons;
    }

    /** Explains row {@code row} of the run that {@code buffers} have just been through with {@code model}. */
    public static Explanation of(ServingModel model, InferenceBuffers buffers, int row) {
        LinearModel linear = model.linear();
        InputRow input = inputOf(model.layout(), buffers, row);
        int decision = model.decision(buffers, row);
        return new Explanation(
                linear.bias(decision),
                linear.contributions(decision, input),
                decision == model.metadata().adverseClass()
                        ? reasons(model, input, rival(model, buffers, row, decision))
                        : null);
    }

    /** What the score is before any feature counts. */
    public double bias() {
        return bias;
    }

    /** What the feature at this position of the schema adds to the score. */
    public double contribution(int position) {
        return contributions[position];
    }

    /** The bias and all contributions, added in schema order. */
    public double logit() {
        return logit;
    }

    /**
     * For a row that was decided as the adverse class, the features that spoke for that, the strongest first and equals in
     * schema order: those that lowered the score of the best other class against the adverse one's. Of two classes that is
     * the positive one's score, or its opposite where the adverse class is the positive one. Of more it is the difference
     * to the likeliest other class: a class's own score says nothing, because the same number may be added to all of them.
     * Empty for any other decision.
     */
    public Optional<List<Feature>> reasons() {
        return Optional.ofNullable(reasons);
    }

    private static List<Feature> reasons(ServingModel model, InputRow input, int rival) {
        double[] lead = leadOf(rival, model, input);
        List<Feature> features = model.schema().features();
        return IntStream.range(0, lead.length)
                .filter(i -> lead[i] < 0)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> lead[i]))
                .map(features::get)
                .toList();
    }

    /** What each feature adds to the score of class {@code rival}, less what it adds to the adverse class's. */
    private static double[] leadOf(int rival, ServingModel model, InputRow input) {
        double[] lead = model.linear().contributions(rival, input);
        if (model.onnx().classes() == 2) {
            if (rival != model.metadata().positiveIndex()) {
                IntStream.range(0, lead.length).forEach(i -> lead[i] = -lead[i]);
            }
            return lead;
        }
        double[] adverse = model.linear().contributions(model.metadata().adverseClass(), input);
        IntStream.range(0, lead.length).forEach(i -> lead[i] -= adverse[i]);
        return lead;
    }

    /** The likeliest class but {@code decision}. */
    private static int rival(ServingModel model, InferenceBuffers buffers, int row, int decision) {
        return IntStream.range(0, model.onnx().classes())
                .filter(index -> index != decision)
                .boxed()
                .max(Comparator.comparingDouble(index -> buffers.probability(row, index)))
                .orElseThrow();
    }

    private static InputRow inputOf(InputLayout layout, InferenceBuffers buffers, int row) {
        InputRow input = new InputRow(new float[layout.numbers()], new String[layout.texts()]);
        for (Slot slot : layout.slots()) {
            if (slot.isText()) {
                input.texts()[slot.column()] = buffers.text(row, slot.column());
            } else {
                input.numbers()[slot.column()] = buffers.number(row, slot.column());
            }
        }
        return input;
    }
}
