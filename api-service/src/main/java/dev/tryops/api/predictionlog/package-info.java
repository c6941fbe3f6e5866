/** Predictions on their way into the log: copied from a request, and written when nobody waits for it. */
@NullMarked
package dev.tryops.api.predictionlog;

import org.jspecify.annotations.NullMarked;
