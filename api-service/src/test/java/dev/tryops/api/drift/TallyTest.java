package dev.tryops.api.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final int THREADS = 6;
    private static final int ROWS = 50_000;

    @Test
    void losesNothingThatManyThreadsAddAndNeverFalls() throws InterruptedException {
        Tally tally = new Tally(3);
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int row = 0; row < ROWS; row++) {
                    tally.mine().getAndIncrement(1);
                }
            }));
        }
        long before = 0;
        while (threads.stream().anyMatch(Thread::isAlive)) {
            long now = tally.snapshot()[1];
            assertThat(now).isGreaterThanOrEqualTo(before);
            before = now;
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(tally.snapshot()).containsExactly(0, THREADS * ROWS, 0);
        assertThat(tally.sum(1)).isEqualTo(THREADS * ROWS);
    }
}
