package dev.tryops.api.serving;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The place of the model that serves. It lends the model for the length of a call, and closes a replaced model when its
 * last call has returned: never earlier, because closing a session in use kills the JVM, and never later.
 */
public final class ModelSlot {

    private final AtomicReference<@Nullable Tenancy> current = new AtomicReference<>();

    /** Runs {@code work} with the model that serves now; empty, without running it, if none does. */
    public <T> Optional<T> use(Function<ServingModel, T> work) {
        Tenancy tenancy = enter();
        if (tenancy == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.apply(tenancy.model));
        } finally {
            tenancy.leave();
        }
    }

    /** Lends {@code next} from now on. */
    void swap(ServingModel next) {
        replaceBy(new Tenancy(next));
    }

    /** Lends nothing any more; the model closes with its last call. */
    void clear() {
        replaceBy(null);
    }

    private void replaceBy(@Nullable Tenancy next) {
        Tenancy old = current.getAndSet(next); // first the new one, then let go of the old
        if (old != null) {
            old.leave();
        }
    }

    private @Nullable Tenancy enter() {
        while (true) {
            Tenancy tenancy = current.get();
            if (tenancy == null || tenancy.enter()) {
                return tenancy;
            }
            // A swap let its last user go between the two steps; the next one is already in place.
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

        void leave() {
            if (users.decrementAndGet() == 0) {
                model.onnx().close();
            }
        }
    }
}
