package dev.tryops.training;

import java.io.Serial;

/** A run cannot begin or go on for a reason outside of data and store; the message is all that its caller needs. */
final class RunRefused extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    RunRefused(String sentence) {
        super(sentence);
    }
}
