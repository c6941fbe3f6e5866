package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** A trainer that is killed at a random moment of its life, again and again, on one store. */
final class KilledTrainer {

    /** About what a training takes, so that they are killed all along it and a few not at all. */
    private static final int LIFE_MILLIS = 2_000;

    private static final int KILLED = 128 + 9;

    private KilledTrainer() {}

    static void killAtRandomMoments(Path root, int times, long seed) {
        Random random = new Random(seed);
        Store store = new Store(root);
        Training.synthetic(root, 1_000, 1);
        int killed = 0;
        for (int i = 0; i < times; i++) {
            long before = store.pointer().revision();
            int millis = 300 + random.nextInt(LIFE_MILLIS);
            try (Program trainer = Training.start(root, "--synthetic", "1000", "--random-state", "" + i)) {
                LockSupport.parkNanos(millis * 1_000_000L);
                trainer.kill();
                killed += trainer.await(10) == KILLED ? 1 : 0;
            }

            assertThat(store.pointer().revision())
                    .as("killed after %d ms", millis)
                    .isBetween(before, before + 1);
            store.assertSound();
        }
        assertThat(killed).as("how many of the trainers were killed alive").isPositive();
        long before = store.pointer().revision();

        Training.synthetic(root, 1_000, 2);

        assertThat(store.pointer().revision()).isEqualTo(before + 1);
        store.assertSound();
    }
}
