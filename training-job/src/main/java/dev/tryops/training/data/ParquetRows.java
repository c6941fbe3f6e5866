package dev.tryops.training.data;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.metadata.RepetitionType;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.schema.SchemaNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a Parquet file with flat columns of numbers, truth values and strings. A number is written as Java writes
 * it, which keeps every bit, and keeps whole numbers of a floating column apart from integers.
 */
final class ParquetRows implements RowReader {

    private enum Type {
        INTEGER,
        FLOAT,
        DOUBLE,
        TRUTH,
        TEXT
    }

    private final String name;
    private final ParquetFileReader file;
    private final dev.hardwood.reader.RowReader rows;
    private final Row header;
    private final List<Type> types = new ArrayList<>();
    private long row;

    /** Opens the Parquet file at {@code path}, which messages call {@code name}. */
    ParquetRows(Path path, String name) {
        this.name = name;
        requireWhole(path);
        try {
            this.file = ParquetFileReader.open(InputFile.of(path));
            List<SchemaNode> columns = file.getFileSchema().getRootNode().children();
            this.header = new Row(0, columns.stream().map(SchemaNode::name).toList());
            columns.forEach(column -> types.add(type(column)));
            this.rows = file.rowReader();
        } catch (BadData e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    /** Both ends of a file say that it is Parquet, and what its columns are stands before the second. */
    private void requireWhole(Path path) {
        byte[] tail = new byte[Bytes.PARQUET.length];
        try (RandomAccessFile bytes = new RandomAccessFile(path.toFile(), "r")) {
            bytes.seek(Math.max(0, bytes.length() - tail.length));
            bytes.readFully(tail);
        } catch (IOException e) {
            throw damaged(e);
        }
        if (!Arrays.equals(tail, Bytes.PARQUET)) {
            throw new BadData(
                    name + " is no complete Parquet file: it begins as one and breaks off. Copy the file again.");
        }
    }

    private Type type(SchemaNode column) {
        if (column instanceof SchemaNode.PrimitiveNode flat && flat.repetitionType() != RepetitionType.REPEATED) {
            Type type = type(flat.type(), flat.logicalType());
            if (type != null) {
                return type;
            }
        }
        throw new BadData(
                "%s: column '%s' holds neither numbers nor true/false nor strings. Write dates, decimals and nested values as one of these, or leave the column out of the file."
                        .formatted(name, Fault.shortened(column.name())));
    }

    private static @Nullable Type type(PhysicalType physical, @Nullable LogicalType logical) {
        return switch (physical) {
            case BOOLEAN -> Type.TRUTH;
            case INT32, INT64 -> logical == null || logical instanceof LogicalType.IntType ? Type.INTEGER : null;
            case FLOAT -> Type.FLOAT;
            case DOUBLE -> Type.DOUBLE;
            case BYTE_ARRAY ->
                logical instanceof LogicalType.StringType || logical instanceof LogicalType.EnumType ? Type.TEXT : null;
            case INT96, FIXED_LEN_BYTE_ARRAY -> null;
        };
    }

    @Override
    public Row header() {
        return header;
    }

    @Override
    public Set<Integer> texts() {
        return IntStream.range(0, types.size())
                .filter(i -> types.get(i) == Type.TEXT)
                .boxed()
                .collect(Collectors.toSet());
    }

    @Override
    public @Nullable Row next() {
        try {
            if (!rows.hasNext()) {
                return null;
            }
            rows.next();
            List<String> fields = new ArrayList<>(types.size());
            for (int i = 0; i < types.size(); i++) {
                fields.add(rows.isNull(i) ? "" : field(i));
            }
            return new Row(++row, fields);
        } catch (RuntimeException e) {
            throw damaged(e);
        }
    }

    private String field(int column) {
        return switch (types.get(column)) {
            case INTEGER -> String.valueOf(rows.getValue(column));
            case FLOAT -> Float.toString(rows.getFloat(column));
            case DOUBLE -> Double.toString(rows.getDouble(column));
            case TRUTH -> Boolean.toString(rows.getBoolean(column));
            case TEXT -> rows.getString(column);
        };
    }

    private BadData damaged(Exception e) {
        return new BadData(
                "%s cannot be read as a Parquet file: %s. Copy the file again.".formatted(name, e.getMessage()));
    }

    @Override
    public void close() throws IOException {
        rows.close();
        file.close();
    }
}
