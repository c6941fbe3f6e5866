/** Judges a model by what it said of a hold-out: scores, how sure they are, calibration, thresholds and segments. */
@NullMarked
package dev.tryops.training.evaluate;

import org.jspecify.annotations.NullMarked;
