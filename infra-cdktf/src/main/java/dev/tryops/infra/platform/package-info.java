/** What runs in the cluster, in the order in which it is installed. */
@NullMarked
package dev.tryops.infra.platform;

import org.jspecify.annotations.NullMarked;
