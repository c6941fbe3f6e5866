package dev.tryops.training.spark;

import dev.tryops.training.TrainingApplication;
import org.slf4j.LoggerFactory;

/** The training job with {@code --engine spark}. */
public final class SparkTraining {

    private SparkTraining() {}

    public static void main(String[] args) {
        // spark-submit puts Spark's logging before ours, and Boot would refuse to configure what it does not know.
        if (!LoggerFactory.getILoggerFactory().getClass().getName().startsWith("ch.qos.logback.")) {
            System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        }
        TrainingApplication.main(args);
    }
}
