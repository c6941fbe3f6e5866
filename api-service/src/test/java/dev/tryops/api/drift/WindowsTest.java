package dev.tryops.api.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.api.drift.Windows.Window;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WindowsTest {

    private static final Instant START = Instant.parse("2026-02-08T16:00:00Z");

    private final Tally tally = new Tally(2);
    private final Windows windows = new Windows(tally, 1_000, 200, START);

    @Test
    void saysNothingOfFewerRowsThanTheMinimum() {
        add(199);
        assertThat(windows.next(at(1))).isEmpty();

        add(1);
        assertThat(windows.next(at(2))).map(Window::rows).contains(200L);
    }

    @Test
    void growsToItsSizeAndThenMovesOn() {
        for (int second = 1; second <= 50; second++) {
            add(200);
            Optional<Window> window = windows.next(at(second));

            assertThat(window).map(Window::rows).contains(Math.min(1_000L, 200 * second));
            assertThat(window.get().beganAt()).isEqualTo(at(Math.max(0, second - 5)));
        }
    }

    @Test
    void doesNotJudgeTheSameRowsTwice() {
        add(1_000);
        assertThat(windows.next(at(1))).isPresent();
        assertThat(windows.next(at(2))).isEmpty();

        add(99);
        assertThat(windows.next(at(3))).isEmpty();
        add(1);
        assertThat(windows.next(at(4))).map(Window::rows).contains(1_100L);
    }

    @Test
    void takesAllRowsOfHeavyTraffic() {
        add(50_000);
        assertThat(windows.next(at(1))).map(Window::rows).contains(50_000L);
        add(30_000);
        assertThat(windows.next(at(2))).map(Window::rows).contains(30_000L);
        add(100);
        assertThat(windows.next(at(3))).map(Window::rows).contains(30_100L);
    }

    @Test
    void keepsFewSnapshotsHoweverOftenItIsAsked() {
        for (int i = 0; i < 10_000; i++) {
            add(7);
            windows.next(at(i));
        }

        assertThat(windows.snapshots()).isLessThanOrEqualTo(12);
        assertThat(windows.rows()).isBetween(1_000L, 1_210L);
    }

    @Test
    void aWindowIsADifferenceAlsoWhereACellHasWrappedAround() {
        tally.mine().addAndGet(1, Long.MAX_VALUE - 5);
        Windows later = new Windows(tally, 1_000, 200, START);
        tally.mine().addAndGet(1, 20);
        add(300);

        assertThat(later.next(at(1))).map(window -> window.cells()[1]).contains(20L);
    }

    private void add(long rows) {
        tally.mine().addAndGet(0, rows);
    }

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }
}
