package dev.tryops.registry;

import dev.tryops.model.EnvironmentName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a reader demands of a pointer before it looks at the bundle behind it. */
final class PointerRules {

    private static final int PAGE = 100;

    private final ObjectStore store;
    private final EnvironmentName environment;

    PointerRules(ObjectStore store, EnvironmentName environment) {
        this.store = store;
        this.environment = environment;
    }

    Optional<Refusal> refusalOf(PointerState.InForce candidate, Optional<PointerState.InForce> accepted) {
        return refusalOfItself(candidate)
                .or(() -> accepted.flatMap(before -> againstAccepted(candidate, before)))
                .or(() -> againstHistory(candidate));
    }

    /** What speaks against a pointer whatever came before or after it. */
    Optional<Refusal> refusalOfItself(PointerState.InForce candidate) {
        ServingPointer pointer = candidate.pointer();
        return refusalOfEnvironment(candidate)
                .or(() -> pointer.approved()
                        ? Optional.empty()
                        : refusal(Reason.NOT_APPROVED, "Revision " + pointer.revision() + " is not approved"));
    }

    Optional<Refusal> refusalOfEnvironment(PointerState.InForce candidate) {
        EnvironmentName made = candidate.pointer().environment();
        return made.equals(environment)
                ? Optional.empty()
                : refusal(Reason.WRONG_ENVIRONMENT, "The pointer of " + environment + " is made for " + made);
    }

    private static Optional<Refusal> againstAccepted(PointerState.InForce candidate, PointerState.InForce accepted) {
        long revision = candidate.pointer().revision();
        long highest = accepted.pointer().revision();
        if (revision < highest) {
            return refusal(
                    Reason.REVISION_REGRESSED,
                    "Revision %d follows revision %d, which was accepted before".formatted(revision, highest));
        }
        if (revision == highest && !Arrays.equals(candidate.bytes(), accepted.bytes())) {
            return refusal(Reason.HISTORY_FORKED, "Two different pointers claim to be revision " + revision);
        }
        return Optional.empty();
    }

    /**
     * A snapshot is written when its pointer is about to be replaced, so none may be newer than what is in force. Its key
     * alone counts, even where nobody signed its bytes: else overwriting the history would allow an older pointer back.
     */
    Optional<Refusal> againstHistory(PointerState.InForce candidate) {
        long revision = candidate.pointer().revision();
        String after = revision == 0 ? null : Layout.history(environment, revision - 1);
        String prefix = Layout.historyPrefix(environment);
        List<String> keys;
        do {
            keys = store.keysUnder(prefix, after, PAGE);
            for (String key : keys) {
                Optional<Refusal> refusal = against(key, candidate);
                if (refusal.isPresent()) {
                    return refusal;
                }
                after = key;
            }
        } while (keys.size() == PAGE);
        return Optional.empty();
    }

    private Optional<Refusal> against(String key, PointerState.InForce candidate) {
        long revision = candidate.pointer().revision();
        long recorded = Layout.revisionOfHistory(environment, key).orElse(-1);
        if (recorded > revision) {
            return refusal(
                    Reason.REVISION_REGRESSED,
                    "Revision %d is in force, but history reaches to %d".formatted(revision, recorded));
        }
        boolean forked = recorded == revision
                && store.read(key)
                        .map(stored -> !Arrays.equals(stored.bytes(), candidate.bytes()))
                        .orElse(false);
        return forked
                ? refusal(Reason.HISTORY_FORKED, "History holds another pointer of revision " + revision)
                : Optional.empty();
    }

    private static Optional<Refusal> refusal(Reason reason, String detail) {
        return Optional.of(new Refusal(reason, detail));
    }
}
