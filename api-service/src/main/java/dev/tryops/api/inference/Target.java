package dev.tryops.api.inference;

import dev.tryops.model.InputLayout;
import dev.tryops.model.InputLayout.Slot;
import org.jspecify.annotations.Nullable;

/**
 * Where the elements of a tensor go: into one column, or row by row into all of them.
 *
 * @param column null for the tensor of all columns
 * @param rank the number of its dimensions, 1 or 2
 */
record Target(InputLayout layout, @Nullable Slot column, Datatype datatype, int rows, int rank) {

    int columns() {
        return column == null ? layout.size() : 1;
    }

    long elements() {
        return (long) rows * columns();
    }

    int row(int element) {
        return element / columns();
    }

    Slot slot(int element) {
        return column == null ? layout.slots().get(element % columns()) : column;
    }
}
