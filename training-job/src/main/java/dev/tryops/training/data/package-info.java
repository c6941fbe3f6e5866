/** Rows in, training rows and hold-out rows out. */
@NullMarked
package dev.tryops.training.data;

import org.jspecify.annotations.NullMarked;
