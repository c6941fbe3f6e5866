/** An engine whose fit is distributed over a Spark cluster, and the program that has it. */
@NullMarked
package dev.tryops.training.spark;

import org.jspecify.annotations.NullMarked;
