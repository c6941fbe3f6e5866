package dev.tryops.api.inference;

import dev.tryops.api.explain.Explanation;
import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.api.serving.ServingModel;

/** What each feature of a row added to the score: in double arithmetic, on the model's coefficients. */
final class Contributions {

    private Contributions() {}

    /** Of the class decided for, or for two classes the positive one: the features in schema order, and the bias last. */
    static double[] of(ServingModel model, InferenceBuffers buffers, int row) {
        Explanation explanation = Explanation.of(model, buffers, row);
        int features = model.layout().size();
        double[] all = new double[features + 1];
        for (int position = 0; position < features; position++) {
            all[position] = explanation.contribution(position);
        }
        all[features] = explanation.bias();
        return all;
    }
}
