package dev.tryops.api.inference;

import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.api.serving.ServingModel;
import dev.tryops.model.InputLayout;
import dev.tryops.model.InputRow;

/** What each feature of a row added to the score: in double arithmetic, on the model's coefficients. */
final class Contributions {

    private Contributions() {}

    /** Of the class decided for, or for two classes the positive one: the features in schema order, and the bias last. */
    static double[] of(ServingModel model, InferenceBuffers buffers, int row) {
        InputLayout layout = model.layout();
        InputRow input = new InputRow(new float[layout.numbers()], new String[layout.texts()]);
        for (int column = 0; column < layout.numbers(); column++) {
            input.numbers()[column] = buffers.number(row, column);
        }
        for (int column = 0; column < layout.texts(); column++) {
            input.texts()[column] = buffers.text(row, column);
        }
        int scored = model.onnx().classes() == 2 ? model.metadata().positiveIndex() : model.decision(buffers, row);
        double[] features = model.linear().contributions(scored, input);
        double[] all = java.util.Arrays.copyOf(features, features.length + 1);
        all[features.length] = model.linear().bias(scored);
        return all;
    }
}
