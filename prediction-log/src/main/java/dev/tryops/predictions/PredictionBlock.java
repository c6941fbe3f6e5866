package dev.tryops.predictions;

import java.time.Instant;
import java.util.UUID;

/**
 * The predictions of one request, copied as they lie in memory: one array of each kind, however many rows there are.
 * All have the same time. The arrays are filled by whoever made the block, and not changed later.
 *
 * @param ids two to a row, the more significant half first
 * @param numbers the rows' numbers in the order of the layout, NaN where one was missing
 * @param texts the rows' texts in the order of the layout, empty where one was missing
 * @param decided the index of the class decided for, one to a row
 * @param answered the probability that was answered, one to a row
 * @param probabilities of all classes, row by row
 */
public record PredictionBlock(
        PredictionSource source,
        int rows,
        long[] ids,
        float[] numbers,
        String[] texts,
        int[] decided,
        float[] answered,
        float[] probabilities) {

    /** What the objects of a block take beside what is in them, rounded up. */
    private static final long OVERHEAD = 256;

    private static final long PER_ROW = 2 * Long.BYTES + Integer.BYTES + Float.BYTES;
    /** What a text takes beside its characters: the reference, the object, and the array in it. */
    private static final long PER_TEXT = 56;

    /** An empty block with room for {@code rows} rows. */
    public static PredictionBlock of(PredictionSource source, int rows) {
        return new PredictionBlock(
                source,
                rows,
                new long[2 * rows],
                new float[rows * source.layout().numbers()],
                new String[rows * source.layout().texts()],
                new int[rows],
                new float[rows],
                new float[rows * source.classes()]);
    }

    /** The memory that a block of {@code rows} rows keeps, with texts of {@code characters} in total. */
    public static long bytes(PredictionSource source, int rows, long characters) {
        long texts = (long) rows * source.layout().texts();
        long floats = (long) rows * (source.layout().numbers() + source.classes());
        return OVERHEAD + rows * PER_ROW + floats * Float.BYTES + texts * PER_TEXT + characters * Character.BYTES;
    }

    /** The memory that this block keeps. */
    public long bytes() {
        long characters = 0;
        for (String text : texts) {
            characters += text.length();
        }
        return bytes(source, rows, characters);
    }

    UUID id(int row) {
        return new UUID(ids[2 * row], ids[2 * row + 1]);
    }

    Instant at() {
        return PredictionLayout.timeOf(id(0));
    }
}
