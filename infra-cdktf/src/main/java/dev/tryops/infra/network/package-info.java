/** Addresses, the ways out of them, and a record of what passed. */
@NullMarked
package dev.tryops.infra.network;

import org.jspecify.annotations.NullMarked;
