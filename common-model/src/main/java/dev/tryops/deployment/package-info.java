/** What synth and the operators' command tell each other of an environment, by files in the checkout. */
@NullMarked
package dev.tryops.deployment;

import org.jspecify.annotations.NullMarked;
