package dev.tryops.training.spark;

import dev.tryops.training.data.BadData;
import dev.tryops.training.data.Dataset;
import dev.tryops.training.fit.FitEngine;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * One fit by MLlib. It minimizes the weighted mean of the log-losses and {@code regParam/2 · Σ weight²}, which is this
 * project's sum of both divided by the weight of all rows.
 */
final class Regression {

    private static final int MOST_ITERATIONS = 1_000;

    /** Relative to the loss; the gradient, per row, is then below 1e-8. */
    private static final double TOLERANCE = 1e-12;

    private final SparkSession session;
    private final FitEngine.Task task;

    Regression(SparkSession session, FitEngine.Task task) {
        this.session = session;
        this.task = task;
    }

    FitEngine.Weights on(StagedRows staged) {
        Dataset training = task.training();
        int classes = training.classLabels().size();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
        Broadcast<EncodedRows.Columns> columns = context.broadcast(new EncodedRows.Columns(
                task.encoding(),
                IntStream.range(0, training.features())
                        .mapToObj(training::categories)
                        .toList(),
                task.classWeights()));
        JavaRDD<Row> encoded =
                context.binaryRecords(staged.path(), staged.recordBytes()).mapPartitions(new EncodedRows(columns));
        org.apache.spark.sql.Dataset<Row> rows = session.createDataFrame(encoded, EncodedRows.SCHEMA);
        LogisticRegressionModel fitted = new LogisticRegression()
                .setFeaturesCol(EncodedRows.COLUMNS)
                .setLabelCol(EncodedRows.CLASS)
                .setWeightCol(EncodedRows.WEIGHT)
                .setFamily(classes == 2 ? "binomial" : "multinomial")
                .setStandardization(false)
                .setElasticNetParam(0)
                .setRegParam(task.l2() / weightOfAll())
                .setMaxIter(MOST_ITERATIONS)
                .setTol(TOLERANCE)
                .fit(rows);
        double[][] weights = rows(fitted.coefficientMatrix());
        if (task.l2() == 0) {
            refuseSeparated(fitted, rows, weights);
        }
        return told(fitted, weights, encoded.getNumPartitions());
    }

    private double weightOfAll() {
        Dataset training = task.training();
        return IntStream.range(0, training.rows())
                .mapToDouble(row -> task.classWeights()[training.classOf(row)])
                .sum();
    }

    private static double[][] rows(Matrix matrix) {
        return IntStream.range(0, matrix.numRows())
                .mapToObj(row -> IntStream.range(0, matrix.numCols())
                        .mapToDouble(column -> matrix.apply(row, column))
                        .toArray())
                .toArray(double[][]::new);
    }

    private void refuseSeparated(
            LogisticRegressionModel fitted, org.apache.spark.sql.Dataset<Row> rows, double[][] weights) {
        boolean errs = !fitted.transform(rows)
                .where("%s <> %s".formatted(EncodedRows.CLASS, fitted.getPredictionCol()))
                .isEmpty();
        if (!errs) {
            throw new BadData("The classes can be told apart without a single error, most of all by the column '%s'."
                            .formatted(task.encoding().name(largest(weights)))
                    + " Without a penalty the weights would grow forever. Give one with --l2 1,"
                    + " and make sure that no column holds the answer.");
        }
    }

    private static int largest(double[][] weights) {
        int largest = 0;
        double most = -1;
        for (double[] ofClass : weights) {
            for (int column = 0; column < ofClass.length; column++) {
                if (Math.abs(ofClass[column]) > most) {
                    most = Math.abs(ofClass[column]);
                    largest = column;
                }
            }
        }
        return largest;
    }

    private FitEngine.Weights told(LogisticRegressionModel fitted, double[][] weights, int partitions) {
        int iterations = fitted.summary().totalIterations();
        boolean converged = iterations < MOST_ITERATIONS;
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("iterations", iterations);
        made.put("converged", converged);
        made.put("partitions", partitions);
        String summary = String.format(
                Locale.ROOT,
                "Spark, %d iterations%s, L2 %s, %d partition%s",
                iterations,
                converged ? "" : " without convergence",
                task.l2(),
                partitions,
                partitions == 1 ? "" : "s");
        return new FitEngine.Weights(fitted.interceptVector().toArray(), weights, "lbfgs", made, summary);
    }
}
