/** What must never be deployed: rules over the synthesized JSON under the ids of Checkov, and the register of exceptions. */
@NullMarked
package dev.tryops.infra.policy;

import org.jspecify.annotations.NullMarked;
