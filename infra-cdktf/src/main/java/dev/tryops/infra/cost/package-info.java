/** What an environment costs in a month, estimated from the Terraform that was synthesized. */
@NullMarked
package dev.tryops.infra.cost;

import org.jspecify.annotations.NullMarked;
