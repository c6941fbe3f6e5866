package dev.tryops.api.console;

import dev.tryops.api.serving.ModelSwapped;
import java.time.Instant;

/** What serves, and when this process began to serve it. */
record LiveModel(ModelSwapped swap, Instant loadedAt) {

    String version() {
        return swap.metadata().modelVersion().value();
    }
}
