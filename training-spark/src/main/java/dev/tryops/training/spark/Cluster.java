package dev.tryops.training.spark;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.SparkConf;

/**
 * Where Spark runs, as its own settings say: the system properties {@code spark.…}, which spark-submit sets too. What
 * they leave open is chosen for this machine.
 *
 * @param master as Spark writes it: {@code local[*]} for all cores of this machine
 * @param staging where rows lie while they are fitted, if that is named
 */
record Cluster(String master, Optional<String> staging) {

    /** The setting that names where rows lie while they are fitted. */
    static final String STAGING = "spark.tryops.staging";

    private static final String MASTER = "spark.master";
    private static final String HERE = "127.0.0.1";

    /**
     * How much of the rows makes a partition. It depends on nothing but the rows, so that neither cores nor block sizes
     * change the order of the sums.
     */
    private static final String PARTITION_BYTES = Integer.toString(32 << 20);

    static Cluster configured() {
        return new Cluster(
                System.getProperty(MASTER, "local[*]"),
                Optional.ofNullable(System.getProperty(STAGING)).filter(place -> !place.isBlank()));
    }

    boolean isLocal() {
        return master.equals("local") || master.startsWith("local[");
    }

    /** @param directory where Spark's own files lie, as far as they lie on this machine */
    SparkConf conf(Path directory) {
        SparkConf conf = new SparkConf().setMaster(master);
        conf.setIfMissing("spark.app.name", "tryops-training");
        conf.setIfMissing("spark.hadoop.mapreduce.input.fileinputformat.split.minsize", PARTITION_BYTES);
        conf.setIfMissing("spark.hadoop.mapreduce.input.fileinputformat.split.maxsize", PARTITION_BYTES);
        if (isLocal()) {
            conf.setIfMissing("spark.driver.host", HERE);
            conf.setIfMissing("spark.driver.bindAddress", HERE);
            conf.setIfMissing("spark.local.dir", directory.toString());
            conf.setIfMissing("spark.ui.enabled", "false");
        }
        return conf;
    }
}
