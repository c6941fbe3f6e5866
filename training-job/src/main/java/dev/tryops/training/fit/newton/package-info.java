/** Fits a logistic regression to its exact optimum by passes over the rows, in memory that does not grow with them. */
@NullMarked
package dev.tryops.training.fit.newton;

import org.jspecify.annotations.NullMarked;
