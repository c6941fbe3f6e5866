package dev.tryops.training;

import java.time.Instant;
import java.util.Locale;

/** The few words in which steps answer. */
final class InWords {

    private InWords() {}

    /** As {@link String#format}, with the same digits everywhere in the world. */
    @SuppressWarnings("AnnotateFormatMethod")
    static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** Of a step that an earlier run has done. */
    static String kept(Instant since) {
        return "kept from the run of " + since;
    }
}
