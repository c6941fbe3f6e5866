package dev.tryops.training.fit;

import dev.tryops.training.data.Dataset;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Encodes rows that have left their table, on machines that know only what its columns mean. For one thread. */
public final class RecordEncoder {

    /** A table of one row, so that rows are encoded by the same code wherever they are. */
    private final double[] cells;

    private final Encoder encoder;
    private final int columns;

    /** @param categories for each feature those of its table, in their order; of a number, none */
    public RecordEncoder(Encoding encoding, List<List<String>> categories) {
        this.cells = new double[encoding.schema().size() + 1];
        this.encoder = new Encoder(
                encoding, new Dataset(encoding.schema(), categories, List.of(), MemorySegment.ofArray(cells)));
        this.columns = encoding.columns();
    }

    /** All columns of the row whose cells, as {@link Dataset#value} has them, are the first of {@code row}. */
    public double[] encode(double[] row) {
        System.arraycopy(row, 0, cells, 0, cells.length - 1);
        double[] encoded = new double[columns];
        encoder.encode(0, encoded);
        return encoded;
    }
}
