package dev.tryops.training.data;

/** Why a row is bad, in the words that counts and the quarantine use. */
enum Reason {
    MISSING_VALUE("missing value"),
    MISSING_TARGET("missing target"),
    NOT_A_NUMBER("not a number"),
    NOT_A_TRUTH_VALUE("not true or false"),
    NOT_FINITE("not a finite number"),
    TOO_LARGE("beyond 32-bit floating point"),
    UNUSABLE_TEXT("unusable text"),
    WRONG_NUMBER_OF_FIELDS("wrong number of fields"),
    OUT_OF_RANGE("outside --range"),
    NOT_ALLOWED("not in --allow");

    private final String words;

    Reason(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
