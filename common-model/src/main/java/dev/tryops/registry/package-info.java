/** Where models live and which one serves: the bucket's layout, the serving pointer and its compare-and-swap. */
@NullMarked
package dev.tryops.registry;

import org.jspecify.annotations.NullMarked;
