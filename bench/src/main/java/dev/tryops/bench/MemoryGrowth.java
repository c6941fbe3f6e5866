package dev.tryops.bench;

import java.util.List;

/** How much a server's memory grows with swaps: the least-squares slope of its resident set. */
record MemoryGrowth(List<Point> points) {

    private static final Goal GOAL = Goal.atMost(10, 10);
    /** Over fewer swaps the slope is the process settling. */
    private static final int FEWEST = 200;

    /** Resident kilobytes after so many swaps. */
    record Point(int swaps, long kilobytes) {}

    MemoryGrowth {
        points = List.copyOf(points);
    }

    Line line() {
        if (points.isEmpty() || points.getLast().swaps - points.getFirst().swaps < FEWEST) {
            return Line.missing("RSS growth per swap", "KB per swap, not a ratio", "too few swaps", GOAL);
        }
        Point first = points.getFirst();
        Point last = points.getLast();
        double slope = slope(points);
        return new Line(List.of(
                "RSS growth, swaps %d to %d".formatted(first.swaps, last.swaps),
                "%s MiB → %s MiB".formatted(mebibytes(first), mebibytes(last)),
                "KB per swap, not a ratio",
                Line.number(slope),
                "%s, %s (halves)"
                        .formatted(
                                Line.number(slope(points.subList(0, points.size() / 2 + 1))),
                                Line.number(slope(points.subList(points.size() / 2, points.size())))),
                GOAL.reachText() + " KB",
                "",
                slope <= GOAL.reach() ? "reach" : "missed"));
    }

    private static String mebibytes(Point point) {
        return Line.number(point.kilobytes / 1024.0);
    }

    private static double slope(List<Point> points) {
        double x = points.stream().mapToDouble(Point::swaps).average().orElse(0);
        double y = points.stream().mapToDouble(Point::kilobytes).average().orElse(0);
        double xy = points.stream()
                .mapToDouble(p -> (p.swaps - x) * (p.kilobytes - y))
                .sum();
        double xx =
                points.stream().mapToDouble(p -> (p.swaps - x) * (p.swaps - x)).sum();
        return xy / xx;
    }
}
