package dev.tryops.api.serving;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.FetchResult;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.Reason;
import dev.tryops.registry.Refusal;
import dev.tryops.registry.StoreUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows the serving pointer. {@link #poll} is called by one thread at a time; whatever it finds, a model that serves
 * goes on serving until a better one is ready.
 */
public final class ModelReloader {

    private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(5);

    /** How many revisions a process without a model looks back. */
    private static final int FALL_BACK_DEPTH = 10;

    private final ModelRegistry registry;
    private final EnvironmentName environment;
    private final ModelSlot slot;
    private final Duration interval;
    private final Clock clock;
    private final ModelLoader loader;

    /** The pointer that serves: the tag to ask with, and the revision that none may fall behind. */
    private PointerState.@Nullable InForce accepted;

    private @Nullable Rejected rejected;

    ModelReloader(
            ModelRegistry registry,
            EnvironmentName environment,
            ModelSlot slot,
            ModelLoader loader,
            Duration interval,
            Clock clock) {
        this.registry = registry;
        this.environment = environment;
        this.slot = slot;
        this.loader = loader;
        this.interval = interval;
        this.clock = clock;
    }

    /** Looks once, and replaces the model if the pointer names another that passes every check. */
    ReloadOutcome poll() {
        try {
            return look().map(this::follow).orElseGet(this::unchanged);
        } catch (StoreUnavailable e) {
            return new ReloadOutcome.Failed(String.valueOf(e.getMessage()));
        }
    }

    private Optional<PointerState> look() {
        PointerState.InForce before = accepted;
        return before == null
                ? Optional.of(registry.serving(environment))
                : registry.servingIfChanged(environment, before.tag());
    }

    private ReloadOutcome unchanged() {
        rejected = null;
        return new ReloadOutcome.Unchanged();
    }

    private ReloadOutcome follow(PointerState state) {
        return switch (state) {
            case PointerState.Absent absent ->
                accepted == null
                        ? new ReloadOutcome.NothingPromoted()
                        : refuse("absent", new Refusal(Reason.POINTER_CORRUPT, "The pointer and its history are gone"));
            case PointerState.Corrupt corrupt ->
                refuse("corrupt " + corrupt.detail(), new Refusal(Reason.POINTER_CORRUPT, corrupt.detail()));
            case PointerState.InForce inForce -> follow(inForce);
        };
    }

    private ReloadOutcome follow(PointerState.InForce pointer) {
        String identity = pointer.sha256();
        Rejected before = rejected;
        if (before != null && before.identity.equals(identity) && before.isEarly(clock.instant())) {
            return new ReloadOutcome.BackingOff(before.refusal);
        }
        Optional<Refusal> refusal = registry.refusalOf(pointer, environment, Optional.ofNullable(accepted));
        if (refusal.isPresent()) {
            return overtaken(pointer).map(this::follow).orElseGet(() -> refuse(identity, refusal.get()));
        }
        return switch (registry.fetch(pointer.pointer())) {
            case Refusal untrusted -> refuse(identity, untrusted);
            case FetchResult.Fetched bundle -> open(pointer, identity, bundle);
        };
    }

    /** A newer pointer, where one was promoted between the look at the pointer and the look at the history. */
    private Optional<PointerState.InForce> overtaken(PointerState.InForce seen) {
        return registry.serving(environment) instanceof PointerState.InForce now
                        && now.pointer().revision() > seen.pointer().revision()
                ? Optional.of(now)
                : Optional.empty();
    }

    private ReloadOutcome open(PointerState.InForce pointer, String identity, FetchResult.Fetched bundle) {
        return switch (loader.load(pointer, ServingModel.Role.CURRENT, bundle)) {
            case ModelLoader.Loaded.Unfit unfit -> refuse(identity, unfit.refusal());
            case ModelLoader.Loaded.Ready ready -> {
                Optional<ModelVersion> before = slot.use(ServingModel::version);
                slot.swap(ready.model());
                accepted = pointer;
                rejected = null;
                yield new ReloadOutcome.Swapped(before, ready.model().version());
            }
        };
    }

    /** Remembers what was refused, so that the same pointer is tried again later and later. */
    private ReloadOutcome refuse(String identity, Refusal refusal) {
        Rejected before = rejected;
        Instant now = clock.instant();
        if (before != null && before.identity.equals(identity) && before.isEarly(now)) {
            return new ReloadOutcome.BackingOff(before.refusal);
        }
        Duration wait = before != null && before.identity.equals(identity) ? longer(before.delay) : interval;
        rejected = new Rejected(identity, refusal, wait, now);
        return slot.use(model -> true).isPresent()
                ? new ReloadOutcome.Refused(refusal)
                : fallBack()
                        .<ReloadOutcome>map(to -> new ReloadOutcome.FellBack(refusal, to))
                        .orElseGet(() -> new ReloadOutcome.Refused(refusal));
    }

    /**
     * Serves the newest earlier revision that passes every check: a bad promotion must not stop scale-out or a restart.
     * It is not accepted as the pointer, so that the next good one, whatever its revision, is followed.
     */
    private Optional<ModelVersion> fallBack() {
        for (PointerState.InForce earlier : registry.earlier(environment, FALL_BACK_DEPTH)) {
            if (registry.refusalOfEarlier(earlier, environment).isEmpty()
                    && registry.fetch(earlier.pointer()) instanceof FetchResult.Fetched bundle
                    && loader.load(earlier, ServingModel.Role.FALLBACK, bundle)
                            instanceof ModelLoader.Loaded.Ready ready) {
                slot.swap(ready.model());
                return Optional.of(ready.model().version());
            }
        }
        return Optional.empty();
    }

    private Duration longer(Duration wait) {
        Duration longest = interval.compareTo(LONGEST_BACK_OFF) > 0 ? interval : LONGEST_BACK_OFF;
        Duration doubled = wait.multipliedBy(2);
        return doubled.compareTo(longest) > 0 ? longest : doubled;
    }

    private record Rejected(String identity, Refusal refusal, Duration delay, Instant at) {

        /** A clock that was set back must not prolong the wait. */
        boolean isEarly(Instant now) {
            return !now.isBefore(at) && now.isBefore(at.plus(delay));
        }
    }
}
