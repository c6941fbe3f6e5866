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

    Objection objection() {
        return new Objection(rule.label(), sentence);
    }
}
