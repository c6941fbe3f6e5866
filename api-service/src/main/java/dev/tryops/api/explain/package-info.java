/** Why a row was answered as it was: what each feature added to its score, and what spoke against it. */
@NullMarked
package dev.tryops.api.explain;

import org.jspecify.annotations.NullMarked;
