package dev.tryops.api.serving;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Off-heap memory for the rows and probabilities of one run at a time; grows as needed and is reused. */
public final class InferenceBuffers {

    private static final int START = 1_024;
    private static final int KEPT = 64 << 10;

    private FloatBuffer input = allocate(START);
    private FloatBuffer probabilities = allocate(START);

    /** Room for {@code rows} rows, row by row; what was written before is lost if it has to grow. */
    public FloatBuffer input(int rows, int features) {
        int needed = Math.multiplyExact(rows, features);
        if (input.capacity() < needed) {
            input = allocate(needed);
        }
        return input.clear().limit(needed);
    }

    /** Like {@link #input}, but keeps what was written before; for rows whose number is not known in advance. */
    public FloatBuffer inputSoFar(int rows, int features) {
        int needed = Math.multiplyExact(rows, features);
        if (input.capacity() < needed) {
            FloatBuffer larger = allocate(Math.max(needed, 2 * input.capacity()));
            larger.put(input.clear());
            input = larger;
        }
        return input.clear().limit(needed);
    }

    /** The probabilities of the last run, class by class within each row. */
    public FloatBuffer probabilities(int rows, int classes) {
        int needed = Math.multiplyExact(rows, classes);
        if (probabilities.capacity() < needed) {
            probabilities = allocate(needed);
        }
        return probabilities.clear().limit(needed);
    }

    /** Lets go of memory that only an unusually large batch needed. */
    public void shrink() {
        if (input.capacity() > KEPT) {
            input = allocate(START);
        }
        if (probabilities.capacity() > KEPT) {
            probabilities = allocate(START);
        }
    }

    private static FloatBuffer allocate(int floats) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
