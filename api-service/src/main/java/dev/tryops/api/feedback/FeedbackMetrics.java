package dev.tryops.api.feedback;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** How many labels have come; those that are sent again are counted again. */
final class FeedbackMetrics {

    private final Counter accepted;
    private final Counter unknown;

    FeedbackMetrics(MeterRegistry meters) {
        this.accepted = meters.counter("feedback_labels_total", "outcome", "accepted");
        this.unknown = meters.counter("feedback_labels_total", "outcome", "unknown");
    }

    void accepted(int labels) {
        accepted.increment(labels);
    }

    void unknown(int labels) {
        unknown.increment(labels);
    }
}
