/** What turned out to be true: labels as clients report them, kept, and told again as the quality of what serves. */
@NullMarked
package dev.tryops.api.feedback;

import org.jspecify.annotations.NullMarked;
