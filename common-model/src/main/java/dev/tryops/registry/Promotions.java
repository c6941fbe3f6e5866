package dev.tryops.registry;

import dev.tryops.model.EnvironmentName;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * The compare-and-swap of a serving pointer. Whatever the store answers, or fails to answer, the result says what
 * really happened: after a lost answer the pointer is read again until it is known whose revision stands.
 */
final class Promotions {

    private final ObjectStore store;
    private final Duration deadline;
    private final SignatureVerifier verifier;
    private final SignatureWriter writer;

    /** {@code deadline} bounds how long an unknown outcome is pursued. */
    Promotions(ObjectStore store, Duration deadline, SignatureVerifier verifier, SignatureWriter writer) {
        this.store = store;
        this.verifier = verifier;
        this.writer = writer;
        this.deadline = deadline;
    }

    PointerState stateOf(EnvironmentName environment) {
        return stateOf(environment, store.read(Layout.pointer(environment)));
    }

    PointerState stateOf(EnvironmentName environment, Optional<ObjectStore.Stored> stored) {
        String key = Layout.pointer(environment);
        if (stored.isEmpty()) {
            return hasHistory(environment)
                    ? new PointerState.Corrupt(key + " is gone, although the environment has a history")
                    : new PointerState.Absent();
        }
        byte[] bytes = stored.get().bytes();
        try {
            return new PointerState.InForce(
                    ArtifactJson.decodePointer(bytes, key), bytes, stored.get().tag());
        } catch (CorruptArtifact e) {
            return new PointerState.Corrupt(String.valueOf(e.getMessage()), stored.get());
        }
    }

    private boolean hasHistory(EnvironmentName environment) {
        return store.allKeysUnder(Layout.historyPrefix(environment))
                .anyMatch(key -> Layout.revisionOfHistory(environment, key).isPresent());
    }

    /** Puts {@code next} in force if what stands there is still {@code expected}. */
    PromotionResult swap(EnvironmentName environment, PointerState expected, ServingPointer next) {
        byte[] bytes = ArtifactJson.encode(next);
        Optional<Objection> objection = switch (expected) {
            case PointerState.Corrupt corrupt -> Optional.of(Objection.of(Reason.POINTER_CORRUPT, corrupt.detail()));
            case PointerState.Absent absent -> sign(next, bytes);
            case PointerState.InForce inForce ->
                distrusted(environment, inForce)
                        .or(() -> sign(next, bytes))
                        .or(() -> saveInHistory(environment, inForce.pointer().revision(), inForce.bytes()));
        };
        return objection
                .<PromotionResult>map(against -> new PromotionResult.Rejected(List.of(against)))
                .orElseGet(() -> put(environment, expected, next, bytes));
    }

    private Optional<Objection> sign(ServingPointer next, byte[] bytes) {
        return writer.signPointer(next, bytes).map(Objection::of);
    }

    /**
     * What follows a pointer takes its path, its environment and its revision from it, so one that is forged or replayed
     * must not be built upon: readers would refuse what follows, too. One that is not approved may be: that is the remedy.
     */
    private Optional<Objection> distrusted(EnvironmentName environment, PointerState.InForce before) {
        PointerRules rules = new PointerRules(store, environment);
        return verifier.refusalOfPointer(before.pointer(), before.bytes())
                .or(() -> rules.refusalOfEnvironment(before))
                // History runs ahead of a pointer that others have replaced meanwhile: then the swap is a lost race.
                .or(() -> rules.againstHistory(before).filter(refusal -> stillStands(environment, before)))
                .map(Objection::of);
    }

    private boolean stillStands(EnvironmentName environment, PointerState.InForce before) {
        return bytesOf(stateOf(environment))
                .map(bytes -> Arrays.equals(bytes, before.bytes()))
                .orElse(false);
    }

    /**
     * Puts {@code next} where {@code damaged} still stands. What was found there is kept in history, byte for byte, one
     * revision below, whatever it says of itself.
     */
    PromotionResult repair(EnvironmentName environment, PointerState damaged, ServingPointer next) {
        byte[] bytes = ArtifactJson.encode(next);
        return sign(next, bytes)
                .or(() -> bytesOf(damaged).flatMap(found -> saveInHistory(environment, next.revision() - 1, found)))
                .<PromotionResult>map(against -> new PromotionResult.Rejected(List.of(against)))
                .orElseGet(() -> put(environment, damaged, next, bytes));
    }

    /** What is stored in the pointer's place. */
    static Optional<byte[]> bytesOf(PointerState state) {
        return switch (state) {
            case PointerState.Absent absent -> Optional.empty();
            case PointerState.InForce inForce -> Optional.of(inForce.bytes());
            case PointerState.Corrupt corrupt ->
                Optional.ofNullable(corrupt.found()).map(ObjectStore.Stored::bytes);
        };
    }

    /** Every racer writes the same bytes under the same key, so doing it twice, or for nothing, is harmless. */
    private Optional<Objection> saveInHistory(EnvironmentName environment, long revision, byte[] outgoing) {
        String key = Layout.history(environment, revision);
        Pursuit pursuit = new Pursuit();
        while (true) {
            ObjectStore.WriteOutcome outcome = store.create(key, outgoing);
            if (outcome instanceof ObjectStore.WriteOutcome.Written) {
                return Optional.empty();
            }
            Optional<ObjectStore.Stored> existing = store.read(key);
            if (existing.isPresent()) {
                return Arrays.equals(existing.get().bytes(), outgoing)
                        ? Optional.empty()
                        : Optional.of(Objection.of(
                                Reason.HISTORY_FORKED, key + " already holds another pointer of the same revision"));
            }
            if (!pursuit.pause()) {
                // Nothing is in force yet, so this is a plain failure, not an unknown promotion.
                throw new StoreUnavailable("Whether " + key + " was written is not known; nothing was promoted");
            }
        }
    }

    private PromotionResult put(EnvironmentName environment, PointerState expected, ServingPointer next, byte[] bytes) {
        Pursuit pursuit = new Pursuit();
        PointerState precondition = expected;
        Optional<Exception> lostAnswer = Optional.empty();
        do {
            switch (send(environment, precondition, bytes, lostAnswer.isPresent())) {
                case ObjectStore.WriteOutcome.Written written -> {
                    return new PromotionResult.Promoted(next, false);
                }
                // May be the echo of an earlier attempt of ours that landed unnoticed: only a look tells.
                case ObjectStore.WriteOutcome.Refused refused -> {}
                case ObjectStore.WriteOutcome.Unknown unknown -> lostAnswer = Optional.of(unknown.cause());
            }
            Optional<Sighting> seen = look(environment, pursuit, bytes, next, expected);
            if (seen.isEmpty()) {
                break;
            }
            if (seen.get().verdict().isPresent()) {
                return seen.get().verdict().get();
            }
            precondition = seen.get().now();
        } while (pursuit.pause());
        if (lostAnswer.isEmpty()) {
            throw new StoreUnavailable("The store stopped answering; nothing was promoted");
        }
        return new PromotionResult.Unknown(idOf(next), lostAnswer.get());
    }

    private ObjectStore.WriteOutcome send(
            EnvironmentName environment, PointerState precondition, byte[] bytes, boolean sentBefore) {
        String key = Layout.pointer(environment);
        try {
            return switch (precondition) {
                case PointerState.Absent absent -> store.create(key, bytes);
                case PointerState.InForce inForce -> store.replace(key, inForce.tag(), bytes);
                case PointerState.Corrupt corrupt ->
                    corrupt.found() == null
                            ? store.create(key, bytes)
                            : store.replace(key, corrupt.found().tag(), bytes);
            };
        } catch (StoreUnavailable e) {
            if (sentBefore) {
                return new ObjectStore.WriteOutcome.Unknown(e);
            }
            throw e;
        }
    }

    /** What stands now, and what it says of ours; empty if the store did not tell until the deadline. */
    private Optional<Sighting> look(
            EnvironmentName environment, Pursuit pursuit, byte[] bytes, ServingPointer next, PointerState expected) {
        do {
            try {
                PointerState now = stateOf(environment);
                return Optional.of(new Sighting(now, verdict(now, bytes, next, expected)));
            } catch (StoreUnavailable e) {
                // Asked again: what was sent before decides, and that is not yet known.
            }
        } while (pursuit.pause());
        return Optional.empty();
    }

    /** What the pointer that stands there says of ours; empty if it is still the one that we read. */
    private Optional<PromotionResult> verdict(
            PointerState now, byte[] ours, ServingPointer next, PointerState expected) {
        return switch (now) {
            case PointerState.Absent absent ->
                expected instanceof PointerState.Absent
                        ? Optional.empty()
                        : Optional.of(rejectCorrupt(new PointerState.Corrupt(
                                "The pointer that the decision was taken on is gone, and so is its history")));
            case PointerState.Corrupt corrupt when isStill(expected, corrupt) -> Optional.empty();
            case PointerState.Corrupt corrupt ->
                Optional.of(ours(next, ours) ? new PromotionResult.Promoted(next, true) : rejectCorrupt(corrupt));
            case PointerState.InForce winner -> {
                if (Arrays.equals(winner.bytes(), ours)) {
                    yield Optional.of(new PromotionResult.Promoted(next, false));
                }
                if (expected instanceof PointerState.InForce before && Arrays.equals(winner.bytes(), before.bytes())) {
                    yield Optional.empty();
                }
                boolean superseded = winner.pointer().revision() > next.revision() && ours(next, ours);
                yield Optional.of(
                        superseded ? new PromotionResult.Promoted(next, true) : new PromotionResult.LostRace(winner));
            }
        };
    }

    private static boolean isStill(PointerState expected, PointerState.Corrupt now) {
        return expected instanceof PointerState.Corrupt before
                && Arrays.equals(bytesOf(before).orElse(null), bytesOf(now).orElse(null));
    }

    /** Whether history holds our very bytes at our revision: then they were in force before another followed. */
    private boolean ours(ServingPointer next, byte[] bytes) {
        return store.read(Layout.history(next.environment(), next.revision()))
                .map(stored -> Arrays.equals(stored.bytes(), bytes))
                .orElse(false);
    }

    static PromotionResult.Rejected rejectCorrupt(PointerState.Corrupt corrupt) {
        return new PromotionResult.Rejected(List.of(Objection.of(Reason.POINTER_CORRUPT, corrupt.detail())));
    }

    private static UUID idOf(ServingPointer pointer) {
        return Objects.requireNonNull(pointer.promotionId(), "Our own pointers always have an id");
    }

    /** The pointer as it was seen after a write, and the verdict on ours; none while it is still the one before. */
    private record Sighting(PointerState now, Optional<PromotionResult> verdict) {}

    /** Repeated attempts, further and further apart, until the deadline. */
    private final class Pursuit {
        private static final Duration FIRST = Duration.ofMillis(20);
        private static final Duration LONGEST = Duration.ofSeconds(2);

        private final long end = System.nanoTime() + deadline.toNanos();
        private long next = FIRST.toNanos();

        /** Waits a little; false once the deadline has passed. */
        boolean pause() {
            long left = end - System.nanoTime();
            if (left <= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(Math.min(left, next));
            next = Math.min(2 * next, LONGEST.toNanos());
            return true;
        }
    }
}
