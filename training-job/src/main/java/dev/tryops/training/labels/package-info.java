/** Joins what was answered with what turned out to be true, and judges versions by it, day by day. */
@NullMarked
package dev.tryops.training.labels;

import org.jspecify.annotations.NullMarked;
