/** The console: a page for people at {@code /}, and the JSON that it reads. All is answered from memory. */
@NullMarked
package dev.tryops.api.console;

import org.jspecify.annotations.NullMarked;
