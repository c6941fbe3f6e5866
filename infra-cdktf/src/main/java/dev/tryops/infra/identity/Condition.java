package dev.tryops.infra.identity;

import java.util.List;

/** One condition of a statement: the operator's name as IAM has it, a key, and the values of which one must match. */
public record Condition(String operator, String key, List<String> values) {

    public Condition {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("A condition on " + key + " without values is never met");
        }
    }

    public static Condition stringEquals(String key, String... values) {
        return new Condition("StringEquals", key, List.of(values));
    }

    public static Condition stringLike(String key, String... values) {
        return new Condition("StringLike", key, List.of(values));
    }

    /** Also met by requests that do not have the key. */
    public static Condition stringLikeIfExists(String key, List<String> values) {
        return new Condition("StringLikeIfExists", key, values);
    }

    public static Condition arnEquals(String key, String... values) {
        return new Condition("ArnEquals", key, List.of(values));
    }

    public static Condition arnLike(String key, String... values) {
        return new Condition("ArnLike", key, List.of(values));
    }

    public static Condition isTrue(String key) {
        return new Condition("Bool", key, List.of("true"));
    }

    public static Condition isFalse(String key) {
        return new Condition("Bool", key, List.of("false"));
    }

    /** Met by requests that do not have the key. */
    public static Condition absent(String key) {
        return new Condition("Null", key, List.of("true"));
    }
}
