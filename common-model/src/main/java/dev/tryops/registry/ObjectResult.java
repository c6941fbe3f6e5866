package dev.tryops.registry;

/** One object of a published bundle, checked, or the reason why it must not be trusted. */
public sealed interface ObjectResult permits ObjectResult.Verified, ObjectResult.NotInBundle, Refusal {

    /** The object's bytes, whose digest is the one in the manifest. */
    record Verified(byte[] bytes) implements ObjectResult {}

    /** The bundle was published without it. */
    record NotInBundle() implements ObjectResult {}
}
