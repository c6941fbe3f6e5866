package dev.tryops.training;

import java.time.Duration;
import java.util.Optional;

/** How old the newest data is, where that is known. */
record DataAge(Optional<Duration> age) {}
