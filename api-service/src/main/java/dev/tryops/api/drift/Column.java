package dev.tryops.api.drift;

import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.api.serving.ServingModel;
import java.util.concurrent.atomic.AtomicLongArray;

/** How the values of a feature, or the predictions, are counted: in cells of a {@link Tally}, the first of them its bins. */
interface Column {

    Reference reference();

    /** Cells that it needs. */
    int cells();

    /** Adds the first {@code rows} rows to the cells from {@code offset} on. */
    void count(ServingModel model, InferenceBuffers buffers, int rows, AtomicLongArray into, int offset);
}
