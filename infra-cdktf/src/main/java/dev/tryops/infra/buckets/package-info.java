/** Where models, predictions and states are kept. */
@NullMarked
package dev.tryops.infra.buckets;

import org.jspecify.annotations.NullMarked;
