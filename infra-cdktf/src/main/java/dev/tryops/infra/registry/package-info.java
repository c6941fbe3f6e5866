/** Where images are kept, and for how long. */
@NullMarked
package dev.tryops.infra.registry;

import org.jspecify.annotations.NullMarked;
