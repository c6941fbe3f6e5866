package dev.tryops.infra.iam;

import java.util.List;

/**
 * One key of a condition block.
 *
 * @param said the values of the policy, of which one must match, or none where the operator is negated
 */
record Condition(Operator operator, Quantifier quantifier, boolean ifExists, String key, List<String> said) {

    private static final String IF_EXISTS = "IfExists";

    /** For keys that may have several values in one request. */
    enum Quantifier {
        NONE(""),
        EVERY("ForAllValues:"),
        ANY("ForAnyValue:");

        private final String prefix;

        Quantifier(String prefix) {
            this.prefix = prefix;
        }
    }

    /** @param written such as {@code ForAnyValue:StringLikeIfExists} */
    static Condition of(String written, String key, List<String> said) {
        Quantifier quantifier = written.startsWith(Quantifier.EVERY.prefix)
                ? Quantifier.EVERY
                : written.startsWith(Quantifier.ANY.prefix) ? Quantifier.ANY : Quantifier.NONE;
        String name = written.substring(quantifier.prefix.length());
        boolean ifExists = name.endsWith(IF_EXISTS);
        Operator operator = Operator.of(ifExists ? name.substring(0, name.length() - IF_EXISTS.length()) : name);
        if (operator == Operator.NULL && (ifExists || quantifier != Quantifier.NONE)) {
            throw new PolicyError("Null asks whether a key is there, and stands alone: " + written);
        }
        said.forEach(operator::check);
        return new Condition(operator, quantifier, ifExists, key, said);
    }

    boolean holds(Request request) {
        List<String> actual = request.values(key);
        if (operator == Operator.NULL) {
            return said.contains(String.valueOf(actual.isEmpty()));
        }
        if (actual.isEmpty() && ifExists) {
            return true;
        }
        return switch (quantifier) {
            // An empty text counts as no value here; nothing at all satisfies "every", and never "any".
            case EVERY -> actual.stream().filter(value -> !value.isEmpty()).allMatch(this::matches);
            case ANY -> actual.stream().filter(value -> !value.isEmpty()).anyMatch(this::matches);
            case NONE -> actual.isEmpty() ? operator.isNegated() : matches(onlyOne(actual));
        };
    }

    private boolean matches(String actual) {
        return said.stream().anyMatch(one -> operator.compares(one, actual)) != operator.isNegated();
    }

    private String onlyOne(List<String> actual) {
        if (actual.size() > 1) {
            throw new PolicyError(
                    key + " has several values in this request: the condition needs ForAllValues or ForAnyValue");
        }
        return actual.getFirst();
    }
}
