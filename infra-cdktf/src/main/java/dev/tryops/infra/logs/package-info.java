/** Log groups: encrypted, and kept for as long as the settings say. */
@NullMarked
package dev.tryops.infra.logs;

import org.jspecify.annotations.NullMarked;
