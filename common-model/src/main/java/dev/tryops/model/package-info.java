/** What a model is: its version, schema, metrics, coefficients, golden rows and drift baseline. */
@NullMarked
package dev.tryops.model;

import org.jspecify.annotations.NullMarked;
