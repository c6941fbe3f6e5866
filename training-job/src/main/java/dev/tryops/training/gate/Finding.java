package dev.tryops.training.gate;

import dev.tryops.registry.Objection;

/**
 * What one rule found.
 *
 * @param measured what it looked at, as people read it; may be empty
 * @param limit what it allows; may be empty
 * @param sentence what was found and, where it did not pass, what to do
 */
public record Finding(Rule rule, boolean passed, String measured, String limit, String sentence) {

    /** What a rule measured that could not look: it objects to nothing, and says so. */
    static final String UNKNOWN = "unknown";

    /** Whether it passed for want of knowledge. */
    public boolean isOpen() {
        return measured.equals(UNKNOWN);
    }

    Objection objection() {
        return new Objection(rule.label(), sentence);
    }
}
