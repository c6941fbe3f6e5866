package dev.tryops.training.fit;

import dev.tryops.training.data.Dataset;

/**
 * The shift and scale that bring each training column to mean 0 and standard deviation 1. Both are float32 values, as
 * the graph stores them: near the mean of a column such as a timestamp, subtracting two float32 numbers is exact, while
 * a mean that the graph must round first would be off by more than the column's spread.
 */
record Standardization(double[] means, double[] stds) {

    static Standardization of(Dataset training) {
        double[] means = new double[training.features()];
        double[] stds = new double[training.features()];
        for (int f = 0; f < training.features(); f++) {
            means[f] = (float) mean(training, f);
            stds[f] = usable((float) deviation(training, f, means[f]));
        }
        return new Standardization(means, stds);
    }

    double standardized(int feature, double input) {
        return (input - means[feature]) / stds[feature];
    }

    private static double mean(Dataset data, int feature) {
        double first = data.input(feature, 0);
        double sum = 0;
        for (int row = 0; row < data.rows(); row++) {
            // Relative to a value of the column, so that a constant column's mean is that constant, exactly.
            sum += data.input(feature, row) - first;
        }
        return first + sum / data.rows();
    }

    private static double deviation(Dataset data, int feature, double mean) {
        double sum = 0;
        for (int row = 0; row < data.rows(); row++) {
            double difference = data.input(feature, row) - mean;
            sum += difference * difference;
        }
        return Math.sqrt(sum / data.rows());
    }

    /** A column without variance carries no information and must not divide by zero. */
    private static double usable(float std) {
        return std >= Float.MIN_NORMAL ? std : 1;
    }
}
