package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

/** The training job as a process. */
final class Training {

    private Training() {}

    static Program start(Path store, String... args) {
        return start(new Store(store), args);
    }

    static Program start(Store store, String... args) {
        List<String> all = Checkout.java(Checkout.TRAINING);
        all.addAll(List.of("--policy", "local", "--store", store.location()));
        all.addAll(List.of(args));
        return Program.start(Checkout.ROOT, store.variables(), all);
    }

    /** Trains on drawn data and promotes, or fails the test. */
    static void synthetic(Path store, int rows, int randomState) {
        succeed(store, "--synthetic", Integer.toString(rows), "--random-state", Integer.toString(randomState));
    }

    static void succeed(Path store, String... args) {
        succeed(new Store(store), args);
    }

    /** Joins labels with predictions, or fails the test; answers what was printed. */
    static String join(Path predictions, Store store, String... args) {
        try (Program join = startJoin(predictions, store, args)) {
            assertThat(join.await(60)).as(join.output()).isZero();
            return join.output();
        }
    }

    static Program startJoin(Path predictions, Store store, String... args) {
        List<String> all = Checkout.java(Checkout.TRAINING);
        all.addAll(List.of("join-labels", "--predictions", predictions.toString(), "--store", store.location()));
        all.addAll(List.of(args));
        return Program.start(Checkout.ROOT, store.variables(), all);
    }

    static void succeed(Store store, String... args) {
        try (Program training = start(store, args)) {
            assertThat(training.await(60)).as(training.output()).isZero();
        }
    }
}
