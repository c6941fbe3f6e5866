package dev.tryops.api.predict;

/** Where a row stands in a body, as a JSON pointer that is written only if something is wrong there. */
record Pointer(String base, int index) {

    static final Pointer FEATURES = new Pointer("/features", -1);

    String text() {
        return index < 0 ? base : base + "/" + index;
    }
}
