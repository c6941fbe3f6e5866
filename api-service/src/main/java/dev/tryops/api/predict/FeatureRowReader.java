package dev.tryops.api.predict;

import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.api.serving.ServingModel;
import dev.tryops.model.Feature;
import dev.tryops.model.InputLayout.Slot;
import java.util.BitSet;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one JSON object of features into a row, by the contract's input rules. */
final class FeatureRowReader {

    private final BitSet seen = new BitSet();

    /**
     * Reads the object that {@code in} stands at, and leaves {@code in} at its end. The row is complete only if nothing
     * was added to {@code violations}.
     *
     * @param pointer where the object stands in the body
     * @param row the row's place in {@code target}
     */
    void read(
            JsonParser in,
            ServingModel model,
            InferenceBuffers target,
            int row,
            Pointer pointer,
            Violations violations) {
        seen.clear();
        boolean empty = true;
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            empty = false;
            readFeature(in, model, target, row, pointer, violations);
        }
        if (empty) {
            violations.add(pointer.text(), "empty_object", "The object has no features");
        } else if (seen.cardinality() < model.layout().size()) {
            fillMissing(model, target, row, pointer, violations);
        }
    }

    private void readFeature(
            JsonParser in,
            ServingModel model,
            InferenceBuffers target,
            int row,
            Pointer pointer,
            Violations violations) {
        String name = in.currentName();
        JsonToken token = in.nextToken();
        Slot slot = model.layout().slot(name);
        if (slot == null) {
            violations.add(
                    pointer.text() + Violations.foreignSegment(name),
                    "unknown_feature",
                    "The model has no feature '" + Violations.printable(name) + "'");
        } else if (seen.get(slot.feature().position())) {
            violations.add(
                    pointer.text() + Violations.segment(name),
                    "duplicate_key",
                    "Feature '" + Violations.printable(name) + "' is given twice");
        } else {
            seen.set(slot.feature().position());
            ValueFault fault = JsonValues.read(in, token, slot, target, row);
            if (fault != null) {
                violations.add(pointer.text() + Violations.segment(name), fault.code(), fault.sentence(slot.feature()));
            }
        }
        in.skipChildren();
    }

    private void fillMissing(
            ServingModel model, InferenceBuffers target, int row, Pointer pointer, Violations violations) {
        int size = model.layout().size();
        for (int i = seen.nextClearBit(0); i < size; i = seen.nextClearBit(i + 1)) {
            Slot slot = model.layout().slots().get(i);
            if (FeatureValues.missing(target, row, slot) != null) {
                Feature feature = slot.feature();
                violations.add(
                        pointer.text() + Violations.segment(feature.name()),
                        "missing_feature",
                        "Feature '" + feature.name() + "' is missing");
            }
        }
    }
}
