/** Shows that models of this trainer are as good as scikit-learn's, on drawn and on public data. */
@NullMarked
package dev.tryops.training.quality;

import org.jspecify.annotations.NullMarked;
