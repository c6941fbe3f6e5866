package dev.tryops.api.fuzz;

import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.model.InputLayout;
import dev.tryops.model.InputLayout.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a reader left in the buffers. */
public final class ReadRows {

    /** What no reader writes: a NaN of another kind, and a text with NUL. */
    private static final float UNWRITTEN = Float.intBitsToFloat(0x7fc0dead);

    private static final String UNWRITTEN_TEXT = "\0unwritten";

    private ReadRows() {}

    /** Fills the buffers, so that a cell which a reader forgets shows. */
    public static void blot(InferenceBuffers buffers, InputLayout layout, int rows) {
        buffers.begin(layout);
        buffers.reserve(rows);
        for (int row = 0; row < rows; row++) {
            for (Slot slot : layout.slots()) {
                if (slot.isText()) {
                    buffers.text(row, slot.column(), UNWRITTEN_TEXT);
                } else {
                    buffers.number(row, slot.column(), UNWRITTEN);
                }
            }
        }
    }

    /** The cells of the rows in schema order. */
    public static List<List<Cell>> of(InferenceBuffers buffers, InputLayout layout, int rows) {
        List<List<Cell>> read = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            List<Cell> cells = new ArrayList<>();
            for (Slot slot : layout.slots()) {
                cells.add(
                        slot.isText()
                                ? new Cell.Text(buffers.text(row, slot.column()))
                                : Cell.Float32.of(buffers.number(row, slot.column())));
            }
            read.add(cells);
        }
        return read;
    }

    /** Throws an {@link AssertionError} if what was read of a body is not what was expected. */
    public static void requireSame(Optional<List<List<Cell>>> read, Optional<List<List<Cell>>> expected, byte[] body) {
        if (!read.equals(expected)) {
            throw new AssertionError("read %s%n expected %s%n of %s".formatted(read, expected, Bodies.shown(body)));
        }
    }

    /** The rows; or an {@link AssertionError} if a model cannot be run on them, or if they are none or too many. */
    public static List<List<Cell>> fit(
            InferenceBuffers buffers, InputLayout layout, int count, int maxRows, byte[] body) {
        List<List<Cell>> rows = of(buffers, layout, count);
        if (rows.isEmpty() || rows.size() > maxRows || !areFit(rows, layout)) {
            throw new AssertionError("read %s%n of %s".formatted(rows, Bodies.shown(body)));
        }
        return rows;
    }

    private static boolean areFit(List<List<Cell>> rows, InputLayout layout) {
        return rows.stream()
                .allMatch(row -> layout.slots().stream()
                        .allMatch(slot -> isFit(row.get(slot.feature().position()), slot)));
    }

    private static boolean isFit(Cell cell, Slot slot) {
        return switch (cell) {
            case Cell.Float32(int bits) ->
                Float.isFinite(Float.intBitsToFloat(bits)) || (slot.feature().nullable() && bits == 0x7fc00000);
            case Cell.Text(String text) -> text.codePoints().noneMatch(ReadRows::isUnfit);
        };
    }

    private static boolean isUnfit(int c) {
        return c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
