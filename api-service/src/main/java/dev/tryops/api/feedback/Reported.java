package dev.tryops.api.feedback;

import dev.tryops.model.ClassLabel;

/**
 * A label as a client reports it, of whatever it took for a prediction's id.
 *
 * @param pointer where it stands in the body
 */
record Reported(String pointer, String id, ClassLabel label) {}
