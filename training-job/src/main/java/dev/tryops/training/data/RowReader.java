package dev.tryops.training.data;

import java.io.Closeable;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of one file, from front to back, every field as the text that a CSV file would have for it. */
interface RowReader extends Closeable {

    /** The names of the columns and the line that they stand on. */
    Row header();

    /** The columns, by position, that the file itself declares to be text. */
    Set<Integer> texts();

    /** The next row, or null after the last. */
    @Nullable Row next() throws IOException;
}
