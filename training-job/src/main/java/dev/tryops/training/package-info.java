/** The training job: its options, its steps in order, and the policy that decides on promotion. */
@NullMarked
package dev.tryops.training;

import org.jspecify.annotations.NullMarked;
