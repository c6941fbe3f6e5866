/** What happened in one request and how long it took, told to a collector that speaks OpenTelemetry's protocol. */
@NullMarked
package dev.tryops.api.tracing;

import org.jspecify.annotations.NullMarked;
