package dev.tryops.training.report;

import java.util.List;

/**
 * What it takes to make the same model again.
 *
 * @param dataDigest of the data as it was read
 * @param provenance the trainer's own record; may be empty
 */
public record Lineage(
        String gitCommit,
        String dataDigest,
        List<Source> sources,
        String engine,
        long seed,
        List<Entry> hyperparameters,
        List<Entry> versions,
        String provenance) {

    public Lineage {
        sources = List.copyOf(sources);
        hyperparameters = List.copyOf(hyperparameters);
        versions = List.copyOf(versions);
    }

    /** A file or table that was read. */
    public record Source(String name, long rows, String digest) {}

    /** A name and its value, such as a library and its version. */
    public record Entry(String name, String value) {}
}
