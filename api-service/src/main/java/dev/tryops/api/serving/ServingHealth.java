package dev.tryops.api.serving;

import dev.tryops.registry.Reason;
import dev.tryops.registry.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is wrong although the service answers; kept up to date by the reload loop, read by the health routes. */
public final class ServingHealth {

    /** The pointer could not be read, or is no pointer. */
    public static final String POINTER_UNREADABLE = "pointer_unreadable";

    /** The pointer names something that must not be served. */
    public static final String RELOAD_REFUSED = "reload_refused";

    /** An earlier revision stands in for the one that the pointer names. */
    public static final String SERVING_FALLBACK = "serving_fallback";

    private volatile List<String> degraded = List.of();

    public List<String> degraded() {
        return degraded;
    }

    /** {@code fallback} says whether what serves now stands in for what should. */
    void follow(ReloadOutcome outcome, boolean fallback) {
        List<String> now = new ArrayList<>();
        degradation(outcome).ifPresent(now::add);
        if (fallback) {
            now.add(SERVING_FALLBACK);
        }
        degraded = List.copyOf(now);
    }

    private static Optional<String> degradation(ReloadOutcome outcome) {
        return switch (outcome) {
            case ReloadOutcome.Unchanged u -> Optional.empty();
            case ReloadOutcome.NothingPromoted n -> Optional.empty();
            case ReloadOutcome.Swapped s -> Optional.empty();
            case ReloadOutcome.Failed f -> Optional.of(POINTER_UNREADABLE);
            case ReloadOutcome.Refused r -> Optional.of(degradation(r.refusal()));
            case ReloadOutcome.FellBack f -> Optional.of(degradation(f.refusal()));
            case ReloadOutcome.BackingOff b -> Optional.of(degradation(b.refusal()));
        };
    }

    private static String degradation(Refusal refusal) {
        return refusal.reason() == Reason.POINTER_CORRUPT ? POINTER_UNREADABLE : RELOAD_REFUSED;
    }
}
