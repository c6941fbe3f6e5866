/** Who may ask, how often, and from where: credentials, rate limits, proxies, origins, and the headers of every answer. */
@NullMarked
package dev.tryops.api.security;

import org.jspecify.annotations.NullMarked;
