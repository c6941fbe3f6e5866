package dev.tryops.api.serving;

import dev.tryops.model.ModelVersion;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The place of the model that serves, and for a while of the one that it replaced. It lends a model for the length of a
 * call, and closes one that it has let go of when its last call has returned: never earlier, because closing a session in
 * use kills the JVM, and never later.
 */
public final class ModelSlot {

    private final Duration keep;
    private final LongSupplier nanoTime;

    /** Written under this object's lock, read without it. */
    private volatile Tenants tenants = Tenants.NONE;

    /** A slot that lets go of a replaced model at once. */
    ModelSlot() {
        this(Duration.ZERO, System::nanoTime);
    }

    /**
     * @param keep how long a replaced version stays addressable
     * @param nanoTime a clock that is never set, as {@link System#nanoTime()}
     */
    ModelSlot(Duration keep, LongSupplier nanoTime) {
        this.keep = keep;
        this.nanoTime = nanoTime;
    }

    Duration keepsFor() {
        return keep;
    }

    /** Runs {@code work} with the model that serves now; empty, without running it, if none does. */
    public <T> Optional<T> use(Function<ServingModel, T> work) {
        Tenancy tenancy = enter();
        return tenancy == null ? Optional.empty() : Optional.of(tenancy.lend(work));
    }

    /**
     * Runs {@code work} with this version, if it is the one that serves or the one that it replaced a short while ago;
     * empty, without running it, if it is neither.
     */
    public <T> Optional<T> use(ModelVersion version, Function<ServingModel, T> work) {
        Tenancy tenancy = enter(version);
        return tenancy == null ? Optional.empty() : Optional.of(tenancy.lend(work));
    }

    /** Lends {@code next} from now on. */
    synchronized void swap(ServingModel next) {
        Tenants before = tenants;
        Tenancy old = before.current;
        Tenancy entering = new Tenancy(next);
        if (old == null || keep.isZero() || old.model.version().equals(next.version())) {
            // A version that is promoted again replaces itself, and not what is kept beside it.
            tenants = new Tenants(entering, before.previous);
            letGo(old);
        } else {
            tenants = new Tenants(entering, new Kept(old, nanoTime.getAsLong() + keep.toNanos()));
            letGo(before.kept());
        }
    }

    /** Lets go of the replaced model if its time is up. */
    synchronized void expire() {
        Tenants before = tenants;
        if (before.previous != null && before.previous.isOver(nanoTime.getAsLong())) {
            tenants = new Tenants(before.current, null);
            letGo(before.kept());
        }
    }

    /** Lends nothing any more; the models close with their last calls. */
    synchronized void clear() {
        Tenants before = tenants;
        tenants = Tenants.NONE;
        letGo(before.current);
        letGo(before.kept());
    }

    /** Comes after the tenants without it are in place. */
    private static void letGo(@Nullable Tenancy old) {
        if (old != null) {
            old.leave();
        }
    }

    private @Nullable Tenancy enter() {
        while (true) {
            Tenancy tenancy = tenants.current;
            if (tenancy == null || tenancy.enter()) {
                return tenancy;
            }
            // A swap let its last user go between the two steps; the next one is already in place.
        }
    }

    private @Nullable Tenancy enter(ModelVersion version) {
        while (true) {
            Tenancy tenancy = tenants.of(version, nanoTime);
            if (tenancy == null || tenancy.enter()) {
                return tenancy;
            }
        }
    }

    /** Who lives here: one value, so that a version that moves from one place to the other is always found. */
    private record Tenants(
            @Nullable Tenancy current, @Nullable Kept previous) {
        static final Tenants NONE = new Tenants(null, null);

        @Nullable Tenancy kept() {
            return previous == null ? null : previous.tenancy;
        }

        @Nullable Tenancy of(ModelVersion version, LongSupplier nanoTime) {
            if (current != null && current.model.version().equals(version)) {
                return current;
            }
            return previous != null
                            && previous.tenancy.model.version().equals(version)
                            && !previous.isOver(nanoTime.getAsLong())
                    ? previous.tenancy
                    : null;
        }
    }

    /** A replaced model and until when it is kept, in the time of {@code nanoTime}. */
    private record Kept(Tenancy tenancy, long deadline) {
        boolean isOver(long now) {
            return now - deadline >= 0;
        }
    }

    /** A model and the number of its users, the slot itself being one. */
    private static final class Tenancy {
        private final ServingModel model;
        private final AtomicInteger users = new AtomicInteger(1);

        Tenancy(ServingModel model) {
            this.model = model;
        }

        boolean enter() {
            int now;
            do {
                now = users.get();
                if (now == 0) {
                    return false;
                }
            } while (!users.compareAndSet(now, now + 1));
            return true;
        }

        /** Runs {@code work} for a user that has entered, and lets it leave. */
        <T> T lend(Function<ServingModel, T> work) {
            try {
                return work.apply(model);
            } finally {
                leave();
            }
        }

        void leave() {
            if (users.decrementAndGet() == 0) {
                model.onnx().close();
            }
        }
    }
}
