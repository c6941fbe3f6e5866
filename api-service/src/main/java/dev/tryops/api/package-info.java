/** The HTTP edge of the prediction service: start-up, request ids, problems and the routes about the service itself. */
@NullMarked
package dev.tryops.api;

import org.jspecify.annotations.NullMarked;
