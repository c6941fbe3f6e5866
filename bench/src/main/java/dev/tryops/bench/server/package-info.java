/** What the service is measured against: controllers as one would write them in an afternoon. */
@NullMarked
package dev.tryops.bench.server;

import org.jspecify.annotations.NullMarked;
