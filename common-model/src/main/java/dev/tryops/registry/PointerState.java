package dev.tryops.registry;

import dev.tryops.model.Sha256;
import org.jspecify.annotations.Nullable;

/** What stands where an environment's pointer belongs. A promotion is a compare-and-swap on such a value. */
public sealed interface PointerState {

    /** No version was ever promoted to the environment. */
    record Absent() implements PointerState {}

    /** A readable pointer, with the very bytes that were read. */
    record InForce(ServingPointer pointer, byte[] bytes, String tag) implements PointerState {

        public String sha256() {
            return Sha256.hex(bytes);
        }
    }

    /** Bytes that are no pointer, or none at all ({@code found} is null) although history shows that there was one. */
    record Corrupt(String detail, ObjectStore.@Nullable Stored found) implements PointerState {

        public Corrupt(String detail) {
            this(detail, null);
        }
    }
}
