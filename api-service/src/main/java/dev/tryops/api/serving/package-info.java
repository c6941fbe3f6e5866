/** The model in memory, and how it is replaced while it serves. */
@NullMarked
package dev.tryops.api.serving;

import org.jspecify.annotations.NullMarked;
