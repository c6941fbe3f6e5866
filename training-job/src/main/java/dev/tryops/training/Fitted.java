package dev.tryops.training;

import dev.tryops.training.fit.Fit;

/** A model and how long its fit took, in seconds. */
record Fitted(Fit fit, double seconds) {}
