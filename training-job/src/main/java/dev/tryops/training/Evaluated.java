package dev.tryops.training;

import dev.tryops.model.Metrics;
import dev.tryops.training.evaluate.Decisions;

/** What the model decides on the hold-out, and how good that is. */
record Evaluated(Decisions decisions, Metrics metrics) {}
