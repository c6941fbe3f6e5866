package dev.tryops.training;

import dev.tryops.model.ModelVersion;
import java.time.Instant;

/** Under which name and time a run publishes, written down before it does: whoever goes on for it finishes that one. */
record Intended(ModelVersion version, Instant createdAt) {}
