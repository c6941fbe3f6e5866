package dev.tryops.bench;

import java.time.Duration;
import java.util.List;

/**
 * How many rows are trained on, and how often.
 *
 * @param sizes ascending
 * @param limit after which no further round begins
 */
record TrainingPlan(List<Size> sizes, Duration limit) {

    /** So many rows, trained on in the first so many rounds. */
    record Size(int rows, int rounds) {}

    TrainingPlan {
        sizes = List.copyOf(sizes);
    }

    static TrainingPlan full() {
        return new TrainingPlan(
                List.of(new Size(5_000, 5), new Size(100_000, 5), new Size(1_000_000, 3), new Size(5_000_000, 3)),
                Duration.ofMinutes(11));
    }

    static TrainingPlan quick() {
        return new TrainingPlan(List.of(new Size(5_000, 1), new Size(100_000, 1)), Duration.ofMinutes(2));
    }

    int rounds() {
        return sizes.stream().mapToInt(Size::rounds).max().orElseThrow();
    }

    int mostRows() {
        return sizes.getLast().rows();
    }
}
