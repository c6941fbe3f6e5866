package dev.tryops.api.console;

import dev.tryops.api.serving.ReloadOutcome;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.Reason;
import dev.tryops.registry.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last looks at the serving pointer that led to something, newest first. A look that finds what the one before found
 * is no news, except a refusal that is tried again.
 */
final class ReloadRecord {

    static final int KEPT = 50;

    private static final int LONGEST_DETAIL = 500;

    private volatile List<Entry> entries = List.of();
    private volatile @Nullable Instant lookedAt;
    private @Nullable ReloadOutcome before;

    List<Entry> entries() {
        return entries;
    }

    /** When the last look ended, whatever it found; null before the first. */
    @Nullable Instant lookedAt() {
        return lookedAt;
    }

    /** Called by one thread at a time. */
    void follow(ReloadOutcome outcome, Instant at, Duration took) {
        lookedAt = at;
        if (isNews(outcome)) {
            List<Entry> next = new ArrayList<>();
            next.add(entry(outcome, at, took.toMillis()));
            next.addAll(entries.subList(0, Math.min(entries.size(), KEPT - 1)));
            entries = List.copyOf(next);
        }
        before = outcome;
    }

    private boolean isNews(ReloadOutcome outcome) {
        return switch (outcome) {
            case ReloadOutcome.Swapped swapped -> true;
            case ReloadOutcome.FellBack fellBack -> true;
            case ReloadOutcome.Refused refused -> true;
            case ReloadOutcome.BackingOff backingOff -> false;
            case ReloadOutcome.Failed failed -> !failed.equals(before);
            case ReloadOutcome.NothingPromoted nothing -> !nothing.equals(before);
            case ReloadOutcome.Unchanged unchanged -> before != null && isTrouble(before);
        };
    }

    /** Whether an end of it is news. */
    private static boolean isTrouble(ReloadOutcome outcome) {
        return switch (outcome) {
            case ReloadOutcome.Failed failed -> true;
            case ReloadOutcome.Refused refused -> true;
            case ReloadOutcome.BackingOff backingOff -> true;
            case ReloadOutcome.FellBack fellBack -> true;
            case ReloadOutcome.Swapped swapped -> false;
            case ReloadOutcome.NothingPromoted nothing -> false;
            case ReloadOutcome.Unchanged unchanged -> false;
        };
    }

    private static Entry entry(ReloadOutcome outcome, Instant at, long ms) {
        return switch (outcome) {
            case ReloadOutcome.Swapped swap -> new Entry(at, "swapped", name(swap.to()), null, null, ms);
            case ReloadOutcome.FellBack fell -> of("fell_back", fell.refusal(), fell.to(), at, ms);
            case ReloadOutcome.Refused refused -> of("refused", refused.refusal(), null, at, ms);
            case ReloadOutcome.BackingOff backingOff -> of("backing_off", backingOff.refusal(), null, at, ms);
            case ReloadOutcome.Failed failed ->
                new Entry(at, "failed", null, Reason.STORE_UNAVAILABLE.code(), shortened(failed.cause()), ms);
            case ReloadOutcome.NothingPromoted nothing -> new Entry(at, "nothing_promoted", null, null, null, ms);
            case ReloadOutcome.Unchanged unchanged -> new Entry(at, "unchanged", null, null, null, ms);
        };
    }

    private static Entry of(String outcome, Refusal refusal, @Nullable ModelVersion to, Instant at, long ms) {
        String detail = shortened(refusal.detail());
        return new Entry(
                at, outcome, to == null ? null : name(to), refusal.reason().code(), detail, ms);
    }

    private static String name(ModelVersion version) {
        return version.value();
    }

    private static String shortened(String detail) {
        return detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL) + " …";
    }

    /**
     * @param modelVersion what serves because of it, if that is another than before
     * @param reason the code of a refusal
     * @param ms how long the look took
     */
    record Entry(
            Instant at,
            String outcome,
            @Nullable String modelVersion,
            @Nullable String reason,
            @Nullable String detail,
            long ms) {}
}
