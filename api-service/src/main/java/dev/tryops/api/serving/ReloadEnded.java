package dev.tryops.api.serving;

import java.time.Duration;

/** A look at the serving pointer has ended, and what came of it. Published after every look, before a swap is. */
public record ReloadEnded(ReloadOutcome outcome, Duration took) {}
