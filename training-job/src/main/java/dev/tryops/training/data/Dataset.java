package dev.tryops.training.data;

import dev.tryops.model.ClassLabel;
import dev.tryops.model.FeatureSchema;
import java.util.List;

/**
 * A table in memory, column by column: {@code columns[feature][row]}, booleans as 0 and 1, and for each row its class
 * as an index into {@code classLabels}. The arrays are not copied and must not be changed.
 */
public record Dataset(FeatureSchema schema, double[][] columns, byte[] classes, List<ClassLabel> classLabels) {

    public Dataset {
        classLabels = List.copyOf(classLabels);
    }

    public int rows() {
        return classes.length;
    }

    public int features() {
        return columns.length;
    }

    /**
     * The value as the model's tensor holds it, rounded to float32. Training, evaluation and golden rows use it, so that
     * the rounding is part of the model and not a difference between two of its implementations.
     */
    public double input(int feature, int row) {
        return (float) columns[feature][row];
    }

    public Dataset subset(int[] rows) {
        double[][] chosen = new double[columns.length][rows.length];
        byte[] chosenClasses = new byte[rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int f = 0; f < columns.length; f++) {
                chosen[f][i] = columns[f][rows[i]];
            }
            chosenClasses[i] = classes[rows[i]];
        }
        return new Dataset(schema, chosen, chosenClasses, classLabels);
    }
}
