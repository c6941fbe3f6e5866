/** The cluster, who may reach it, its nodes, and what Amazon installs in it. */
@NullMarked
package dev.tryops.infra.cluster;

import org.jspecify.annotations.NullMarked;
