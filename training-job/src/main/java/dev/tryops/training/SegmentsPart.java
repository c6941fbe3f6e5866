package dev.tryops.training;

import dev.tryops.training.data.Dataset;
import dev.tryops.training.evaluate.Decisions;
import dev.tryops.training.report.Segments;

/** The report's segments: the rows of each category, and the quarters of each number. */
final class SegmentsPart {

    private SegmentsPart() {}

    /** @param overall the log-loss of all rows */
    static Segments of(Dataset holdOut, Decisions decisions, double overall, long seed) {
        var segments = new dev.tryops.training.evaluate.Segments(decisions, seed);
        return new Segments(
                "Log-loss",
                false,
                overall,
                holdOut.schema().features().stream()
                        .flatMap(feature -> segments.by(SegmentGroups.of(holdOut, feature.position())).stream()
                                .map(segment -> part(feature.name(), segment)))
                        .toList());
    }

    private static Segments.Segment part(String feature, dev.tryops.training.evaluate.Segments.Segment segment) {
        return new Segments.Segment(
                feature,
                segment.name(),
                segment.rows(),
                segment.logLoss(),
                ReportPage.interval(segment.logLossInterval()),
                segment.accuracy(),
                segment.rocAuc());
    }
}
