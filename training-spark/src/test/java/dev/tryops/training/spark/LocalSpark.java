package dev.tryops.training.spark;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Spark's settings for a test: two threads of this machine, and what the test adds; all undone afterwards. */
final class LocalSpark implements BeforeEachCallback, AfterEachCallback {

    private final Map<String, String> before = new HashMap<>();

    @Override
    public void beforeEach(ExtensionContext test) {
        set("spark.master", "local[2]");
    }

    void set(String name, String value) {
        before.putIfAbsent(name, System.getProperty(name, ""));
        System.setProperty(name, value);
    }

    /** Rows enough for several partitions would be too many for a test. */
    void partitionsOf(int bytes) {
        set("spark.hadoop.mapreduce.input.fileinputformat.split.minsize", Integer.toString(bytes));
        set("spark.hadoop.mapreduce.input.fileinputformat.split.maxsize", Integer.toString(bytes));
    }

    @Override
    public void afterEach(ExtensionContext test) {
        before.forEach((name, value) -> {
            if (value.isEmpty()) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }
}
