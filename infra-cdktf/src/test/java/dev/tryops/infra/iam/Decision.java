package dev.tryops.infra.iam;

/** The answer, and what it rests on. */
public sealed interface Decision {

    /** @param by the kind of policy that allowed it in the end */
    record Allowed(Policy.Kind by) implements Decision {}

    /** A statement forbids it, and nothing else can help. */
    record Forbidden(Policy.Kind by, String sid) implements Decision {}

    /** Nothing forbids it, and nothing that would have to allow it does. */
    record NotAllowed(String why) implements Decision {}

    default boolean isAllowed() {
        return this instanceof Allowed;
    }
}
