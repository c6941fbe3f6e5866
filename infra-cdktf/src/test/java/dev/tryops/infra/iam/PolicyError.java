package dev.tryops.infra.iam;

/** A policy or a question that the evaluator does not understand. It never guesses: an ignored part would be a hole. */
public final class PolicyError extends RuntimeException {

    PolicyError(String message) {
        super(message);
    }
}
