package dev.tryops.training.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a reader wants to know first.
 *
 * @param sentence the verdict in words, such as "promoted to production as revision 7"
 * @param headline the few measures that matter, most important first
 * @param columns features, without the target
 */
public record Summary(
        String modelVersion,
        String environment,
        Verdict verdict,
        String sentence,
        List<Measure> headline,
        long trainingRows,
        long holdOutRows,
        long columns,
        Instant createdAt,
        Duration duration) {

    public Summary {
        headline = List.copyOf(headline);
    }

    /** What became of the candidate. */
    public enum Verdict {
        PROMOTED,
        REFUSED,
        PUBLISHED_ONLY
    }
}
