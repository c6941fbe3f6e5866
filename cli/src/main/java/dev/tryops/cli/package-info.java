/** The operators' command: what is published, what serves, and how to change it. */
@NullMarked
package dev.tryops.cli;

import org.jspecify.annotations.NullMarked;
