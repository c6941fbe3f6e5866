package dev.tryops.predictions;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ColumnReaders;
import dev.hardwood.reader.FilterPredicate;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.schema.ColumnProjection;
import dev.hardwood.schema.SchemaNode;
import dev.tryops.model.ModelVersion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one file of predictions. What is no such file is {@link DamagedLog}. Columns are read a few rows at a time:
 * a reader of rows would make room for sixteen thousand in each of two thousand columns.
 */
final class PredictionRows implements AutoCloseable {

    /** Values that are held of all columns together. */
    private static final int VALUES_AT_ONCE = 1 << 20;

    private static final int MOST_ROWS = 4_096;

    private final String key;
    private final ParquetFileReader file;
    private final List<String> features;
    private final ColumnReaders columns;
    private final ModelVersion version;
    private final String manifestSha256;
    private final String schemaHash;
    private int row;
    private int rows;

    /** Every row, in the order in which they were written, or only those with {@code id}. */
    PredictionRows(String key, byte[] bytes, @Nullable UUID id) {
        this.key = key;
        try {
            this.file = ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(bytes)));
            this.features = features(file);
            Map<String, String> about = file.getFileMetaData().keyValueMetadata();
            this.version = new ModelVersion(stated(about, Columns.VERSION));
            this.manifestSha256 = stated(about, Columns.MANIFEST);
            this.schemaHash = stated(about, Columns.SCHEMA);
            ParquetFileReader.ColumnReadersBuilder builder = file.buildColumnReaders(ColumnProjection.all())
                    .batchSize(Math.clamp(VALUES_AT_ONCE / (features.size() + 1), 1, MOST_ROWS));
            this.columns = id == null
                    ? builder.build()
                    : builder.filter(FilterPredicate.eq(Columns.ID, id.toString()))
                            .build();
        } catch (DamagedLog e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new DamagedLog(key, e);
        }
    }

    private static List<String> features(ParquetFileReader opened) {
        return opened.getFileSchema().getRootNode().children().stream()
                .filter(node -> node.name().equals(Columns.FEATURES))
                .flatMap(node -> ((SchemaNode.GroupNode) node).children().stream())
                .map(SchemaNode::name)
                .toList();
    }

    private String stated(Map<String, String> about, String name) {
        String value = about.get(name);
        if (value == null) {
            throw new DamagedLog(key, "does not state its " + name);
        }
        return value;
    }

    /** The next prediction, or null after the last. */
    @Nullable LoggedPrediction next() {
        try {
            while (row >= rows) {
                if (!columns.nextBatch()) {
                    return null;
                }
                rows = columns.getRecordCount();
                row = 0;
            }
            return prediction(row++);
        } catch (RuntimeException e) {
            throw new DamagedLog(key, e);
        }
    }

    private LoggedPrediction prediction(int at) {
        int answer = Columns.FIRST_FEATURE + features.size();
        ColumnReader probabilities = columns.getColumnReader(answer + 3);
        int[] offsets = probabilities.getLayerOffsets(0);
        return new LoggedPrediction(
                UUID.fromString(text(0, at)),
                version,
                manifestSha256,
                schemaHash,
                values(at),
                columns.getColumnReader(answer).getFloats()[at],
                columns.getColumnReader(answer + 1).getInts()[at],
                text(answer + 2, at),
                Arrays.copyOfRange(probabilities.getFloats(), offsets[at], offsets[at + 1]));
    }

    private String text(int column, int at) {
        return columns.getColumnReader(column).getStrings()[at];
    }

    private Map<String, @Nullable Object> values(int at) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < features.size(); i++) {
            ColumnReader column = columns.getColumnReader(Columns.FIRST_FEATURE + i);
            values.put(features.get(i), value(column, at));
        }
        return values;
    }

    private static @Nullable Object value(ColumnReader column, int at) {
        if (column.getLeafValidity().isNull(at)) {
            return null;
        }
        return switch (column.getColumnSchema().type()) {
            case FLOAT -> column.getFloats()[at];
            default -> column.getStrings()[at];
        };
    }

    @Override
    public void close() {
        try {
            columns.close();
            file.close();
        } catch (IOException e) {
            throw new DamagedLog(key, e);
        }
    }
}
