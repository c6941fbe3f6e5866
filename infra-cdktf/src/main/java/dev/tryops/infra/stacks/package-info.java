/** The five stacks, each with a state of its own, and what they tell each other. */
@NullMarked
package dev.tryops.infra.stacks;

import org.jspecify.annotations.NullMarked;
