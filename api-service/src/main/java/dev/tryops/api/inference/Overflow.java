package dev.tryops.api.inference;

import dev.tryops.api.predict.Violations;
import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.api.serving.ServingModel;

/** A graph may overflow on values that are legal; no decision is made on what is no number. */
final class Overflow {

    private Overflow() {}

    /** Reports the rows of the last run that have no answer. */
    static void report(ServingModel model, InferenceBuffers buffers, int rows, String pointer, Violations violations) {
        for (int row = 0; row < rows; row++) {
            for (int index = 0; index < model.onnx().classes(); index++) {
                if (!Float.isFinite(buffers.probability(row, index))) {
                    violations.add(
                            pointer,
                            "out_of_range",
                            "The values of row " + row + " are so large that the model has no answer to them");
                    break;
                }
            }
        }
    }
}
