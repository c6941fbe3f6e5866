/** What keeps the service answering while clients are many, slow or hostile, and while it stops. */
@NullMarked
package dev.tryops.api.traffic;

import org.jspecify.annotations.NullMarked;
