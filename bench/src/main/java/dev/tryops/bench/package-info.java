/** Measures the service, in processes of their own on loopback, as ratios within one run. */
@NullMarked
package dev.tryops.bench;

import org.jspecify.annotations.NullMarked;
