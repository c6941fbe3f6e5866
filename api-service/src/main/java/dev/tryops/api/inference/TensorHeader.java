package dev.tryops.api.inference;

import org.jspecify.annotations.Nullable;

/** What a request's JSON says of one input, as far as it has been read. */
final class TensorHeader {

    /** Where it stands in the request. */
    final String pointer;

    @Nullable String name;

    @Nullable String datatype;

    long @Nullable [] shape;
    /** Bytes in the binary part; −1 if the JSON names none. */
    long binarySize = -1;
    /** Where unread data begins, because it came before what describes it; −1 if it did not. */
    long dataOffset = -1;

    boolean hasData;
    /** Something about it is wrong and has been reported: its elements are not looked at. */
    boolean faulty;

    TensorHeader(String pointer) {
        this.pointer = pointer;
    }

    boolean isDescribed() {
        return faulty || (name != null && datatype != null && shape != null);
    }
}
