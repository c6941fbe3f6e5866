/** What the loaded model takes and what the service answers, for machines: JSON Schema and OpenAPI. */
@NullMarked
package dev.tryops.api.docs;

import org.jspecify.annotations.NullMarked;
