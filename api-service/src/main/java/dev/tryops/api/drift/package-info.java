/** Has the world moved away from training? What a model answers, counted, compared with its baseline, and kept. */
@NullMarked
package dev.tryops.api.drift;

import org.jspecify.annotations.NullMarked;
