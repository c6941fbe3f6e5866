/** Keeps the local S3 server on the loopback address. */
@NullMarked
package dev.tryops.locals3;

import org.jspecify.annotations.NullMarked;
