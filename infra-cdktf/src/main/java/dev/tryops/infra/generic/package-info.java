/** What the bindings do not have, in one place each. */
@NullMarked
package dev.tryops.infra.generic;

import org.jspecify.annotations.NullMarked;
