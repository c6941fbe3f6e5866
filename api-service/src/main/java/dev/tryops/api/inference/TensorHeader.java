package dev.tryops.api.inference;

import dev.tryops.api.predict.Violations;
import org.jspecify.annotations.Nullable;

/** What a request's JSON says of one input, as far as it has been read. */
final class TensorHeader {

    /** Where it stands in the request. */
    final String pointer;

    final JsonKeys keys;

    @Nullable String name;

    @Nullable String datatype;

    long @Nullable [] shape;
    /** Bytes in the binary part; −1 if the JSON names none. */
    long binarySize = -1;
    /** Where unread data begins, because it came before what describes it; −1 if it did not. */
    long dataOffset = -1;

    /** What is said of its bytes cannot be understood. */
    boolean sizeUnknown;

    boolean hasData;
    /** The tensors know of it. */
    boolean placed;
    /** Something about it is wrong and has been reported: its elements are not looked at. */
    boolean faulty;

    TensorHeader(String pointer, Violations violations) {
        this.pointer = pointer;
        this.keys = new JsonKeys(violations);
    }

    boolean isDescribed() {
        return name != null && datatype != null && shape != null;
    }
}
