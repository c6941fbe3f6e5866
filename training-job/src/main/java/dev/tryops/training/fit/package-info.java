/** Fits a model, measures it, turns it into a graph, and proves that the graph computes the same. */
@NullMarked
package dev.tryops.training.fit;

import org.jspecify.annotations.NullMarked;
