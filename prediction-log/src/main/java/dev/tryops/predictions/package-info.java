/** What was answered, and what turned out to be true: files that the service writes and that others read. */
@NullMarked
package dev.tryops.predictions;

import org.jspecify.annotations.NullMarked;
