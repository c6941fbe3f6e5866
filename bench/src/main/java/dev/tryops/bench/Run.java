package dev.tryops.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** What all measurements of a run share: its plan, its folder and its end. */
final class Run {

    final Plan plan;
    final Path folder;
    private final Duration limit;
    private final long begun = System.nanoTime();

    /** {@code limit} is the time after which no further round begins. */
    Run(Plan plan, Path folder, Duration limit) {
        this.plan = plan;
        this.folder = folder;
        this.limit = limit;
    }

    /** Repeats {@code round} as often as planned, but begins none when the time is up. */
    void optionalRounds(String what, int count, Round round) throws IOException {
        if (isOver()) {
            System.err.printf("%4d s  no time for: %s%n", elapsed().toSeconds(), what);
        } else {
            rounds(what, count, round);
        }
    }

    /** Repeats {@code round} as often as planned, and only once when the time is up: the others need its figures. */
    void rounds(String what, int count, Round round) throws IOException {
        System.err.printf("%4d s  %s%n", elapsed().toSeconds(), what);
        for (int i = 0; i < count && (i == 0 || !isOver()); i++) {
            round.measure(i);
        }
    }

    boolean isOver() {
        return elapsed().compareTo(limit) >= 0;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @FunctionalInterface
    interface Round {
        void measure(int number) throws IOException;
    }
}
