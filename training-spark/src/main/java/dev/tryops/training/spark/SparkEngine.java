package dev.tryops.training.spark;

import dev.tryops.training.data.BadData;
import dev.tryops.training.fit.FitEngine;
import dev.tryops.training.fit.FitSettings;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** MLlib's logistic regression on a Spark cluster, or on all cores of this machine where none is named. */
public final class SparkEngine implements FitEngine {

    @Override
    public FitSettings.Engine engine() {
        return FitSettings.Engine.SPARK;
    }

    @Override
    public Map<String, String> libraries() {
        return Map.of("spark", org.apache.spark.package$.MODULE$.SPARK_VERSION());
    }

    @Override
    public void requireUsable() {
        Cluster cluster = Cluster.configured();
        if (!cluster.isLocal() && cluster.staging().isEmpty()) {
            throw new IllegalArgumentException(
                    "Executors on other machines read the training rows from a place that all of them reach: name one with --conf %s=s3a://bucket/tmp, or a directory on HDFS"
                            .formatted(Cluster.STAGING));
        }
    }

    @Override
    public Weights fit(Task task) {
        Cluster cluster = Cluster.configured();
        try (SparkSession session = start(cluster.conf(task.directory()));
                StagedRows rows = StagedRows.write(
                        task.training(),
                        cluster.staging()
                                .orElseGet(() -> task.directory().toUri().toString()),
                        session.sparkContext().hadoopConfiguration())) {
            return new Regression(session, task).on(rows);
        } catch (BadData | StagedRows.Unwritable e) {
            throw e;
        } catch (Exception e) { // Scala throws what it does not declare
            throw new IllegalStateException("Spark has not finished the fit: " + SparkFailure.sentence(e), e);
        }
    }

    private static SparkSession start(SparkConf conf) {
        return SparkSession.builder().sparkContext(new OrderedContext(conf)).getOrCreate();
    }
}
