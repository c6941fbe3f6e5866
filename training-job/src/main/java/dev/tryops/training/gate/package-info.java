/** Whether a trained model may go into service without a person being asked. */
@NullMarked
package dev.tryops.training.gate;

import org.jspecify.annotations.NullMarked;
