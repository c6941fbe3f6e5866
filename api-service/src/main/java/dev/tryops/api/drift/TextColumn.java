package dev.tryops.api.drift;

import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.api.serving.ServingModel;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/** Texts, in a bin for each category that the baseline lists, one for all others, and one for none. */
final class TextColumn implements Column {

    private final Reference reference;
    private final int column;
    private final int other;
    private final Map<String, Integer> bins = new HashMap<>();

    TextColumn(Reference reference, int column) {
        this.reference = reference;
        this.column = column;
        this.other = reference.counts().length - 2;
        for (int i = 0; i < other; i++) {
            bins.put(reference.bins().get(i).label(), i);
        }
    }

    @Override
    public Reference reference() {
        return reference;
    }

    @Override
    public int cells() {
        return reference.counts().length;
    }

    @Override
    public void count(ServingModel model, InferenceBuffers buffers, int rows, AtomicLongArray into, int offset) {
        int[] counts = new int[cells()];
        for (int row = 0; row < rows; row++) {
            String text = buffers.text(row, column);
            counts[text.isEmpty() ? other + 1 : bins.getOrDefault(text, other)]++;
        }
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                into.getAndAdd(offset + i, counts[i]);
            }
        }
    }
}
