/** Brings a finished model into the registry and, if nothing speaks against it, into service. */
@NullMarked
package dev.tryops.training.publish;

import org.jspecify.annotations.NullMarked;
