package dev.tryops.api.serving;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.tryops.model.InputLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one request on their way through a graph, and the probabilities that come back: memory off the heap that
 * grows as needed and is used again by the next request of the same thread. Texts, which ONNX Runtime copies, are on it.
 */
public final class InferenceBuffers implements AutoCloseable {

    private static final int START = 1_024;
    private static final int KEPT = 64 << 10;

    private FloatBuffer numbers = allocate(START);
    private FloatBuffer probabilities = allocate(START);
    private String[] texts = {};
    private long[] ids = {};
    private int numbersPerRow;
    private int textsPerRow;
    private int classes;

    private @Nullable Pinned pinnedNumbers;
    private @Nullable Pinned pinnedProbabilities;

    /** Begins a request for a model of this layout; what was read before is forgotten. */
    public void begin(InputLayout layout) {
        numbersPerRow = layout.numbers();
        textsPerRow = layout.texts();
    }

    /** Makes room for this many rows, and keeps what was written before. */
    public void reserve(int rows) {
        int floats = Math.multiplyExact(rows, numbersPerRow);
        if (numbers.capacity() < floats) {
            FloatBuffer larger = allocate(Math.max(floats, 2 * numbers.capacity()));
            larger.put(numbers.clear()).clear();
            numbers = larger;
            pinnedNumbers = close(pinnedNumbers);
        }
        int strings = Math.multiplyExact(rows, textsPerRow);
        if (texts.length < strings) {
            texts = Arrays.copyOf(texts, Math.max(strings, 2 * texts.length));
        }
    }

    public void number(int row, int column, float value) {
        numbers.put(row * numbersPerRow + column, value);
    }

    public void text(int row, int column, String value) {
        texts[row * textsPerRow + column] = value;
    }

    public float number(int row, int column) {
        return numbers.get(row * numbersPerRow + column);
    }

    public String text(int row, int column) {
        return texts[row * textsPerRow + column];
    }

    /** The probability of a class in a row of the last run. */
    public float probability(int row, int index) {
        return probabilities.get(row * classes + index);
    }

    /** Copies the numbers of {@code rows} rows from {@code row} on into {@code target}, from {@code at} on. */
    public void copyNumbers(int row, int rows, float[] target, int at) {
        numbers.get(row * numbersPerRow, target, at, rows * numbersPerRow);
    }

    /** The same with the probabilities of the last run. */
    public void copyProbabilities(int row, int rows, float[] target, int at) {
        probabilities.get(row * classes, target, at, rows * classes);
    }

    /** Makes room for the ids of this many rows. */
    void reserveIds(int rows) {
        if (ids.length < 2 * rows) {
            ids = new long[2 * rows];
        }
    }

    void id(int row, long high, long low) {
        ids[2 * row] = high;
        ids[2 * row + 1] = low;
    }

    /** The more significant half of the id that a row is answered under, once it has been drawn. */
    public long idHigh(int row) {
        return ids[2 * row];
    }

    public long idLow(int row) {
        return ids[2 * row + 1];
    }

    /** The numbers of the first {@code rows} rows, valid until the next call. */
    OnnxTensor numbers(OrtEnvironment environment, int rows) throws OrtException {
        Pinned pinned = Pinned.over(pinnedNumbers, environment, numbers, rows, numbersPerRow);
        pinnedNumbers = pinned;
        return pinned.tensor;
    }

    /** The texts of the first {@code rows} rows; to be closed by the caller. */
    OnnxTensor texts(OrtEnvironment environment, int rows) throws OrtException {
        String[] used = Arrays.copyOf(texts, rows * textsPerRow);
        return OnnxTensor.createTensor(environment, used, new long[] {rows, textsPerRow});
    }

    /** Room for the probabilities of {@code rows} rows, valid until the next call. */
    OnnxTensor probabilities(OrtEnvironment environment, int rows, int ofClasses) throws OrtException {
        classes = ofClasses;
        int needed = Math.multiplyExact(rows, ofClasses);
        if (probabilities.capacity() < needed) {
            probabilities = allocate(needed);
            pinnedProbabilities = close(pinnedProbabilities);
        }
        Pinned pinned = Pinned.over(pinnedProbabilities, environment, probabilities, rows, ofClasses);
        pinnedProbabilities = pinned;
        return pinned.tensor;
    }

    /** Lets go of memory that only an unusually large batch needed. */
    public void shrink() {
        if (numbers.capacity() > KEPT) {
            numbers = allocate(START);
            pinnedNumbers = close(pinnedNumbers);
        }
        if (probabilities.capacity() > KEPT) {
            probabilities = allocate(START);
            pinnedProbabilities = close(pinnedProbabilities);
        }
        if (texts.length > KEPT) {
            texts = new String[0];
        }
        if (ids.length > KEPT) {
            ids = new long[0];
        }
    }

    /** Frees what ONNX Runtime holds of these buffers; they can be used again all the same. */
    @Override
    public void close() {
        pinnedNumbers = close(pinnedNumbers);
        pinnedProbabilities = close(pinnedProbabilities);
    }

    private static FloatBuffer allocate(int floats) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private static @Nullable Pinned close(@Nullable Pinned pinned) {
        if (pinned != null) {
            pinned.tensor.close();
        }
        return null;
    }

    /** A tensor over a buffer's own memory, kept for the next request, which mostly has the same shape. */
    private record Pinned(OnnxTensor tensor, int rows, int columns) {

        static Pinned over(
                @Nullable Pinned before, OrtEnvironment environment, FloatBuffer buffer, int rows, int columns)
                throws OrtException {
            if (before != null && before.rows == rows && before.columns == columns) {
                return before;
            }
            close(before);
            buffer.clear().limit(rows * columns);
            OnnxTensor tensor = OnnxTensor.createTensor(environment, buffer, new long[] {rows, columns});
            buffer.clear();
            return new Pinned(tensor, rows, columns);
        }
    }
}
