/** What every route shares: request ids, and errors as {@code application/problem+json}. */
@NullMarked
package dev.tryops.api.web;

import org.jspecify.annotations.NullMarked;
