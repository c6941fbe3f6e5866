package dev.tryops.infra;

import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * One thing that is promised of the infrastructure.
 *
 * @param id its number in {@code docs/infrastructure.md}; several rows may share one
 * @param says the promise, in a sentence
 * @param of what it is promised of; mostly production
 * @param check fails with an {@link AssertionError} where the promise is broken
 * @param mutation breaks it
 */
public record Row(
        int id,
        String says,
        Supplier<Synthesized> of,
        Consumer<Synthesized> check,
        UnaryOperator<Synthesized> mutation) {

    public Row(int id, String says, Consumer<Synthesized> check, UnaryOperator<Synthesized> mutation) {
        this(id, says, Synthesized::production, check, mutation);
    }

    @Override
    public String toString() {
        return id + " " + says;
    }
}
