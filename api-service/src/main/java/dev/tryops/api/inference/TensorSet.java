package dev.tryops.api.inference;

import dev.tryops.api.predict.Violations;
import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.model.InputLayout;
import dev.tryops.model.InputLayout.Slot;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of one request: all columns in the tensor {@value InputLayout#NUMBERS}, or one tensor per feature. It finds
 * each tensor its place and knows whether together they are rows.
 */
final class TensorSet {

    private final InputLayout layout;
    private final int maxRows;
    private final InferenceBuffers buffers;
    private final Violations violations;

    private final BitSet seen = new BitSet();
    private boolean matrix;
    private boolean unclear;
    private int rows;

    TensorSet(InputLayout layout, int maxRows, InferenceBuffers buffers, Violations violations) {
        this.layout = layout;
        this.maxRows = maxRows;
        this.buffers = buffers;
        this.violations = violations;
    }

    /** The rows that all tensors have; only meant if there are no violations. */
    int rows() {
        return rows;
    }

    /** Where a tensor's elements go, with room made for them; null, with the reasons reported, if they go nowhere. */
    @Nullable Target place(TensorHeader header) {
        header.placed = true;
        String name = header.name;
        long[] shape = header.shape;
        Datatype datatype = datatype(header);
        if (name == null) {
            unclear = true;
            return null;
        }
        Slot column = layout.slot(name);
        boolean all = isMatrix(name, column, shape);
        if (column == null && !all) {
            violations.add(header.pointer + "/name", "unknown_tensor", unknownTensor(name));
            return null;
        }
        boolean placed = all ? claimAll(header) : claim(header, column);
        boolean suits = datatype != null && suits(header, datatype, all ? null : column);
        int count = shape == null ? -1 : rowsOf(header, shape, all);
        if (!placed || !suits || count < 0 || datatype == null || shape == null) {
            return null;
        }
        if (rows > 0 && rows != count) {
            violations.add(
                    header.pointer + "/shape",
                    "unequal_rows",
                    "The tensors have %d and %d rows".formatted(rows, count));
            return null;
        }
        rows = count;
        buffers.reserve(count);
        return new Target(layout, all ? null : column, datatype, count, shape.length);
    }

    /** A feature may bear the name too: then the shape tells which is meant. */
    private boolean isMatrix(String name, @Nullable Slot column, long @Nullable [] shape) {
        return name.equals(InputLayout.NUMBERS)
                && layout.texts() == 0
                && (column == null
                        || (layout.size() > 1 && shape != null && shape.length == 2 && shape[1] == layout.size()));
    }

    private String unknownTensor(String name) {
        return name.equals(InputLayout.NUMBERS)
                ? "The model has text columns and takes no '" + name + "': send one tensor per feature"
                : "The model has no input '" + Violations.printable(name) + "'";
    }

    private boolean claimAll(TensorHeader header) {
        if (matrix || !seen.isEmpty()) {
            violations.add(
                    header.pointer + "/name",
                    matrix ? "duplicate_tensor" : "mixed_styles",
                    "'" + InputLayout.NUMBERS + "' is given " + (matrix ? "twice" : "beside tensors of its columns"));
            return false;
        }
        matrix = true;
        return true;
    }

    private boolean claim(TensorHeader header, @Nullable Slot column) {
        if (column == null) {
            return false;
        }
        String name = column.feature().name();
        if (matrix) {
            violations.add(
                    header.pointer + "/name",
                    "mixed_styles",
                    "'" + name + "' is given beside '" + InputLayout.NUMBERS + "', which has all columns");
            return false;
        }
        if (seen.get(column.feature().position())) {
            violations.add(header.pointer + "/name", "duplicate_tensor", "'" + name + "' is given twice");
            return false;
        }
        seen.set(column.feature().position());
        return true;
    }

    /** The datatype that a tensor names; null, with the reason reported, if there is none of that name. */
    private @Nullable Datatype datatype(TensorHeader header) {
        String name = header.datatype;
        Datatype datatype = name == null ? null : Datatype.of(name);
        if (name != null && datatype == null) {
            unsupported(
                    header,
                    name.equals("FP16")
                            ? "FP16 is not taken, because it would blur the features: send FP32"
                            : "There is no datatype '" + Violations.printable(name)
                                    + "' here; names are in upper case");
        }
        return datatype;
    }

    private boolean suits(TensorHeader header, Datatype datatype, @Nullable Slot column) {
        if (column == null && !datatype.isFloat()) {
            unsupported(header, "'" + InputLayout.NUMBERS + "' is FP32 or FP64, not " + datatype);
            return false;
        }
        if (column != null && !datatype.suits(column.feature())) {
            unsupported(
                    header,
                    "'%s' takes %s, not %s"
                            .formatted(column.feature().name(), Datatype.of(column.feature()), datatype));
            return false;
        }
        return true;
    }

    private void unsupported(TensorHeader header, String message) {
        violations.add(header.pointer + "/datatype", "unsupported_datatype", message);
    }

    /** The number of rows, or −1 with the reason reported. */
    private int rowsOf(TensorHeader header, long[] shape, boolean all) {
        int width = all ? layout.size() : 1;
        boolean fits = shape.length == 2 ? shape[1] == width : shape.length == 1 && !all;
        if (!fits || shape[0] < 1) {
            violations.add(
                    header.pointer + "/shape",
                    "bad_shape",
                    all ? "The shape is [n, %d], n from 1".formatted(width) : "The shape is [n] or [n, 1], n from 1");
            return -1;
        }
        if (shape[0] > maxRows) {
            violations.add(
                    header.pointer + "/shape",
                    "batch_too_large",
                    "The tensor has %d rows, at most %d are accepted".formatted(shape[0], maxRows));
            return -1;
        }
        return (int) shape[0];
    }

    /** One of the tensors cannot be told: whatever is missing may be that one. */
    void unclear() {
        unclear = true;
    }

    /** Reports the columns that no tensor gave. */
    void requireAll(int inputs) {
        if (inputs == 0) {
            violations.add("/inputs", "missing_tensor", "The request has no inputs");
        } else if (!matrix && !unclear) {
            for (int i = seen.nextClearBit(0); i < layout.size(); i = seen.nextClearBit(i + 1)) {
                String name = layout.slots().get(i).feature().name();
                violations.add("/inputs", "missing_tensor", "No tensor gives '" + name + "'");
            }
        }
    }
}
