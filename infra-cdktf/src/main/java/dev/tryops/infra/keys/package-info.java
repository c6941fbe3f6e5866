/** The keys that data is encrypted with, and the one that models are signed with. */
@NullMarked
package dev.tryops.infra.keys;

import org.jspecify.annotations.NullMarked;
