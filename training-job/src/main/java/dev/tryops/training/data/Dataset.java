package dev.tryops.training.data;

import dev.tryops.model.ClassLabel;
import dev.tryops.model.Dtype;
import dev.tryops.model.FeatureSchema;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A table: the features of each row, and its class as an index into {@code classLabels}. A number is a double, a truth
 * value 1 or 0, and a text an index into the categories of its column; NaN stands for a missing value of any kind. The
 * rows lie in one segment of memory, which may be a mapped file, so that a table need not fit into the heap. A subset
 * shares it.
 */
public final class Dataset {

    private static final ValueLayout.OfDouble CELL = ValueLayout.JAVA_DOUBLE;

    private final FeatureSchema schema;
    private final List<List<String>> categories;
    private final List<ClassLabel> classLabels;
    private final MemorySegment cells;

    /** The class that a cell of the last column stands for. */
    private final int[] classOfCell;

    private final long width;
    private final int rows;
    private final int @Nullable [] chosen;

    /**
     * @param categories for each feature; those of a number are empty
     * @param cells row by row: a cell for each feature in schema order, and one for the class
     */
    public Dataset(
            FeatureSchema schema, List<List<String>> categories, List<ClassLabel> classLabels, MemorySegment cells) {
        this(
                schema,
                categories,
                classLabels,
                cells,
                IntStream.range(0, classLabels.size()).toArray());
    }

    /** As the public one, with the index of a class for each value that the cells for the class have. */
    Dataset(
            FeatureSchema schema,
            List<List<String>> categories,
            List<ClassLabel> classLabels,
            MemorySegment cells,
            int[] classOfCell) {
        this(
                schema,
                List.copyOf(categories),
                List.copyOf(classLabels),
                cells,
                classOfCell,
                Math.toIntExact(cells.byteSize() / CELL.byteSize() / (schema.size() + 1)),
                null);
    }

    private Dataset(
            FeatureSchema schema,
            List<List<String>> categories,
            List<ClassLabel> classLabels,
            MemorySegment cells,
            int[] classOfCell,
            int rows,
            int @Nullable [] chosen) {
        this.schema = schema;
        this.categories = categories;
        this.classLabels = classLabels;
        this.cells = cells;
        this.classOfCell = classOfCell;
        this.width = schema.size() + 1L;
        this.rows = rows;
        this.chosen = chosen;
    }

    /** A table in the heap: {@code columns[feature][row]}. The arrays are copied. */
    public static Dataset of(
            FeatureSchema schema,
            List<List<String>> categories,
            double[][] columns,
            int[] classes,
            List<ClassLabel> classLabels) {
        int width = columns.length + 1;
        double[] cells = new double[classes.length * width];
        for (int row = 0; row < classes.length; row++) {
            for (int f = 0; f < columns.length; f++) {
                cells[row * width + f] = columns[f][row];
            }
            cells[row * width + columns.length] = classes[row];
        }
        return new Dataset(schema, categories, classLabels, MemorySegment.ofArray(cells));
    }

    public FeatureSchema schema() {
        return schema;
    }

    public List<ClassLabel> classLabels() {
        return classLabels;
    }

    public int rows() {
        return rows;
    }

    public int features() {
        return schema.size();
    }

    /** The categories of a text column, in the order of their indexes. */
    public List<String> categories(int feature) {
        return categories.get(feature);
    }

    /** The cell as it was read: a number, an index into {@link #categories}, or NaN. */
    public double value(int feature, int row) {
        return cell(feature, row);
    }

    /**
     * The number as the model's tensor holds it, rounded to float32. Training, evaluation and golden rows use it, so that
     * the rounding is part of the model and not a difference between two of its implementations.
     */
    public double input(int feature, int row) {
        return (float) cell(feature, row);
    }

    /** The text of a text column, or null where it is missing. */
    public @Nullable String text(int feature, int row) {
        double index = cell(feature, row);
        return Double.isNaN(index) ? null : categories.get(feature).get((int) index);
    }

    public boolean isText(int feature) {
        return schema.features().get(feature).dtype() == Dtype.STRING;
    }

    public int classOf(int row) {
        return classOfCell[(int) cell(schema.size(), row)];
    }

    /** The class of every row, in an array of its own. */
    public int[] classes() {
        return IntStream.range(0, rows).map(this::classOf).toArray();
    }

    /** The cells of one column, in an array of its own. */
    public double[] column(int feature) {
        double[] column = new double[rows];
        for (int row = 0; row < rows; row++) {
            column[row] = cell(feature, row);
        }
        return column;
    }

    /** The cells of one column that are not missing, in an array of its own. */
    public double[] present(int feature) {
        double[] column = column(feature);
        int count = 0;
        for (double value : column) {
            if (!Double.isNaN(value)) {
                column[count++] = value;
            }
        }
        return count == column.length ? column : Arrays.copyOf(column, count);
    }

    /** The rows of these numbers, in that order. */
    public Dataset subset(int[] rowNumbers) {
        int[] own = chosen == null
                ? rowNumbers.clone()
                : IntStream.of(rowNumbers).map(row -> chosen[row]).toArray();
        return new Dataset(schema, categories, classLabels, cells, classOfCell, own.length, own);
    }

    /** All rows, those of a subset's whole too. */
    MemorySegment cells() {
        return cells;
    }

    /** The class that each value of a cell for the class stands for. */
    int[] classOfCell() {
        return classOfCell;
    }

    private double cell(int column, int row) {
        long stored = chosen == null ? row : chosen[row];
        return cells.getAtIndex(CELL, stored * width + column);
    }
}
