package dev.tryops.api.inference;

import dev.tryops.api.serving.ServingModel;
import dev.tryops.model.InputLayout;
import java.util.List;

/** A model as the protocol describes one: its inputs in the style that fits it, and its outputs. */
record ModelDescription(
        String name, List<String> versions, String platform, List<Tensor> inputs, List<Tensor> outputs) {

    private static final int VARIABLE = -1;

    record Tensor(String name, String datatype, List<Integer> shape) {}

    /** @param serving the version that serves, which is the one that is listed */
    static ModelDescription of(String name, String serving, ServingModel model) {
        return new ModelDescription(name, List.of(serving), "onnx_onnxv1", inputs(model.layout()), outputs(model));
    }

    private static List<Tensor> inputs(InputLayout layout) {
        if (layout.texts() == 0) {
            return List.of(new Tensor(InputLayout.NUMBERS, Datatype.FP32.name(), List.of(VARIABLE, layout.size())));
        }
        return layout.slots().stream()
                .map(slot -> new Tensor(
                        slot.feature().name(), Datatype.of(slot.feature()).name(), List.of(VARIABLE)))
                .toList();
    }

    private static List<Tensor> outputs(ServingModel model) {
        return List.of(
                new Tensor(
                        OutputTensor.PROBABILITIES.label(),
                        Datatype.FP32.name(),
                        List.of(VARIABLE, model.onnx().classes())),
                new Tensor(OutputTensor.LABEL.label(), Datatype.INT64.name(), List.of(VARIABLE)));
    }
}
