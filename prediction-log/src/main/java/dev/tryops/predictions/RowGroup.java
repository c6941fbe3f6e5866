package dev.tryops.predictions;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tryops.model.InputLayout;
import java.io.IOException;
import java.util.List;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;

/**
 * Rows on their way into the columns of a file. Values are written with their repetition and definition levels: the only
 * optional values are features, and the only repeated ones the probabilities.
 */
final class RowGroup {

    private static final int ABSENT = 0;
    private static final int PRESENT = 1;

    private final PredictionSource source;
    private final List<Binary> labels;
    private final ColumnChunkPageWriteStore pages;
    private final ColumnWriteStore columns;
    private final List<ColumnWriter> writers;
    private int rows;

    RowGroup(PredictionSource source, MessageType schema, ParquetProperties properties) {
        this.source = source;
        this.labels = source.labels().stream().map(RowGroup::binary).toList();
        ParquetOutput.Zstandard codec = new ParquetOutput.Zstandard();
        this.pages = ColumnChunkPageWriteStore.builder()
                .withCompressorProvider(column -> codec)
                .withSchema(schema)
                .withAllocator(properties.getAllocator())
                .build();
        this.columns = properties.newColumnWriteStore(schema, pages, pages);
        this.writers =
                schema.getColumns().stream().map(columns::getColumnWriter).toList();
    }

    int rows() {
        return rows;
    }

    /** Adds the rows of a block from {@code from} up to {@code to}. */
    void add(PredictionBlock block, int from, int to) {
        long millis = block.at().toEpochMilli();
        for (int row = from; row < to; row++) {
            add(block, row, millis);
        }
    }

    private void add(PredictionBlock block, int row, long millis) {
        int column = 0;
        writers.get(column++).write(binary(block.id(row).toString()), 0, 0);
        writers.get(column++).write(millis, 0, 0);
        for (InputLayout.Slot slot : source.layout().slots()) {
            if (slot.isText()) {
                String text = block.texts()[row * source.layout().texts() + slot.column()];
                write(writers.get(column++), slot, text);
            } else {
                write(
                        writers.get(column++),
                        block.numbers()[row * source.layout().numbers() + slot.column()]);
            }
        }
        writers.get(column++).write(block.answered()[row], 0, 0);
        writers.get(column++).write(block.decided()[row], 0, 0);
        writers.get(column++).write(labels.get(block.decided()[row]), 0, 0);
        for (int i = 0; i < source.classes(); i++) {
            float probability = block.probabilities()[row * source.classes() + i];
            writers.get(column).write(probability, i == 0 ? 0 : 1, PRESENT);
        }
        columns.endRecord();
        rows++;
    }

    private static void write(ColumnWriter writer, float number) {
        if (Float.isNaN(number)) {
            writer.writeNull(0, ABSENT);
        } else {
            writer.write(number, 0, PRESENT);
        }
    }

    /** The empty text is a missing one only where a model imputes it. */
    private static void write(ColumnWriter writer, InputLayout.Slot slot, String text) {
        if (text.isEmpty() && slot.feature().nullable()) {
            writer.writeNull(0, ABSENT);
        } else {
            writer.write(binary(text), 0, PRESENT);
        }
    }

    /** Binary's own way from a text is through an encoder of characters, at five times the time. */
    private static Binary binary(String text) {
        return Binary.fromConstantByteArray(text.getBytes(UTF_8));
    }

    /** Moves the rows into the file. */
    void end(ParquetFileWriter file) throws IOException {
        try (pages;
                columns) {
            file.startBlock(rows);
            columns.flush();
            pages.flushToFileWriter(file);
            file.endBlock();
        }
    }
}
