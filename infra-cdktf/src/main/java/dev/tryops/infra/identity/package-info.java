/** Who may do what: policies as records, and the roles that carry them. */
@NullMarked
package dev.tryops.infra.identity;

import org.jspecify.annotations.NullMarked;
