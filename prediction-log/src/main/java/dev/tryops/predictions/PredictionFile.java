package dev.tryops.predictions;

import dev.tryops.model.InputLayout;
import dev.tryops.predictions.PredictionLayout.PredictionObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file of predictions in the making, of one day and one model, in memory.
 *
 * <p>Parquet's own classes are those that other engines build their writers from; they touch nothing of Hadoop, which is
 * not there. A constructor is chosen whose number of arguments no other with a type of Hadoop's shares, because the
 * compiler looks at all of those.
 */
final class PredictionFile {

    /** Of the least and the greatest text of a column, which need not be whole to be of use; ids are. */
    private static final int STATISTICS_LENGTH = 64;

    /** What the end of the file says of a column of a group, as objects, roughly. */
    private static final int ABOUT_A_COLUMN = 512;

    private final LocalDate day;
    private final PredictionSource source;
    private final Map<String, String> about;
    private final MessageType schema;
    private final ParquetProperties properties;
    private final ParquetOutput output = new ParquetOutput();
    private final ParquetFileWriter writer;

    private @Nullable RowGroup group;
    private int groups;
    private int rows;
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;

    PredictionFile(LocalDate day, PredictionSource source, String instance, String serviceVersion) {
        this.day = day;
        this.source = source;
        this.about = new TreeMap<>(Map.of(
                Columns.VERSION, source.version().value(),
                Columns.MANIFEST, source.manifestSha256(),
                Columns.SCHEMA, source.schemaHash(),
                Columns.INSTANCE, instance,
                Columns.SERVICE, serviceVersion));
        this.schema = Columns.of(source.layout());
        this.properties = properties(source.layout());
        try {
            this.writer = new ParquetFileWriter(
                    output,
                    schema,
                    ParquetFileWriter.Mode.CREATE,
                    Long.MAX_VALUE,
                    0,
                    ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH,
                    STATISTICS_LENGTH,
                    true);
            writer.start();
        } catch (IOException e) {
            throw new UncheckedIOException("A file in memory cannot fail", e);
        }
    }

    /** Only texts repeat so much that a dictionary of a column is worth its memory, which is ten times that of numbers. */
    private static ParquetProperties properties(InputLayout layout) {
        ParquetProperties.Builder builder =
                ParquetProperties.builder().withDictionaryEncoding(false).withDictionaryEncoding(Columns.LABEL, true);
        for (InputLayout.Slot slot : layout.slots()) {
            String name = slot.feature().name();
            if (slot.isText() && !name.contains(".")) { // a dot would name another column
                builder.withDictionaryEncoding(Columns.FEATURES + "." + name, true);
            }
        }
        return builder.build();
    }

    boolean holds(LocalDate ofDay, PredictionSource of) {
        return day.equals(ofDay) && source.isSameAs(of);
    }

    /** Adds rows of a block, which take memory of their own until {@link #endGroup}. */
    void add(PredictionBlock block, int from, int to) {
        if (group == null) {
            group = new RowGroup(source, schema, properties);
        }
        group.add(block, from, to);
        rows += to - from;
        Instant at = block.at();
        first = at.isBefore(first) ? at : first;
        last = at.isAfter(last) ? at : last;
    }

    /** Compresses what was added. */
    void endGroup() {
        if (group == null) {
            return;
        }
        try {
            group.end(writer);
            groups++;
            group = null;
        } catch (IOException e) {
            throw new UncheckedIOException("A file in memory cannot fail", e);
        }
    }

    int rows() {
        return rows;
    }

    /** The memory that it takes: what is compressed so far, and what there is to say of it at the end. */
    long bytes() {
        return output.getPos() + (long) groups * schema.getColumns().size() * ABOUT_A_COLUMN;
    }

    /** Ends the file, which must have rows. */
    byte[] finish() {
        endGroup();
        try (writer) {
            writer.end(about);
        } catch (IOException e) {
            throw new UncheckedIOException("A file in memory cannot fail", e);
        }
        return output.toByteArray();
    }

    PredictionObject object(String instance, long sequence) {
        return new PredictionObject(day, source.version(), first, last, instance, sequence);
    }
}
