package dev.tryops.infra.iam;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;

/** How a condition compares. {@code BinaryEquals} is left out: nothing here uses it, and it is refused. */
enum Operator {
    STRING_EQUALS("StringEquals", false, String::equals),
    STRING_NOT_EQUALS("StringNotEquals", true, String::equals),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false, String::equalsIgnoreCase),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", true, String::equalsIgnoreCase),
    STRING_LIKE("StringLike", false, Glob::matches),
    STRING_NOT_LIKE("StringNotLike", true, Glob::matches),
    ARN_EQUALS("ArnEquals", false, Arn::matches),
    ARN_LIKE("ArnLike", false, Arn::matches),
    ARN_NOT_EQUALS("ArnNotEquals", true, Arn::matches),
    ARN_NOT_LIKE("ArnNotLike", true, Arn::matches),
    BOOL("Bool", false, String::equalsIgnoreCase),
    NULL("Null", false, String::equalsIgnoreCase),
    IP_ADDRESS("IpAddress", false, AddressRange::contains),
    NOT_IP_ADDRESS("NotIpAddress", true, AddressRange::contains),
    NUMERIC_EQUALS("NumericEquals", false, number(sign -> sign == 0)),
    NUMERIC_NOT_EQUALS("NumericNotEquals", true, number(sign -> sign == 0)),
    NUMERIC_LESS_THAN("NumericLessThan", false, number(sign -> sign < 0)),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", false, number(sign -> sign <= 0)),
    NUMERIC_GREATER_THAN("NumericGreaterThan", false, number(sign -> sign > 0)),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", false, number(sign -> sign >= 0)),
    DATE_EQUALS("DateEquals", false, date(sign -> sign == 0)),
    DATE_NOT_EQUALS("DateNotEquals", true, date(sign -> sign == 0)),
    DATE_LESS_THAN("DateLessThan", false, date(sign -> sign < 0)),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", false, date(sign -> sign <= 0)),
    DATE_GREATER_THAN("DateGreaterThan", false, date(sign -> sign > 0)),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", false, date(sign -> sign >= 0));

    private final String label;
    private final boolean negated;
    private final BiPredicate<String, String> comparison;

    /** @param comparison of what the policy says with what the request has */
    Operator(String label, boolean negated, BiPredicate<String, String> comparison) {
        this.label = label;
        this.negated = negated;
        this.comparison = comparison;
    }

    static Operator of(String label) {
        return Arrays.stream(values())
                .filter(operator -> operator.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new PolicyError("Unknown condition operator: " + label));
    }

    boolean isNegated() {
        return negated;
    }

    boolean compares(String said, String actual) {
        return comparison.test(said, actual);
    }

    /** Fails at once where a policy says what could never be compared. */
    void check(String said) {
        switch (this) {
            case BOOL, NULL -> {
                if (!said.equals("true") && !said.equals("false")) {
                    throw new PolicyError(label + " compares with true or false, not: " + said);
                }
            }
            case ARN_EQUALS, ARN_LIKE, ARN_NOT_EQUALS, ARN_NOT_LIKE -> Arn.parts(said);
            default -> {
                if (label.startsWith("Numeric") || label.startsWith("Date") || label.endsWith("IpAddress")) {
                    compares(said, label.endsWith("IpAddress") ? "192.0.2.1" : "0");
                }
            }
        }
    }

    private static BiPredicate<String, String> number(IntPredicate sign) {
        return (said, actual) -> sign.test(number(actual).compareTo(number(said)));
    }

    private static BigDecimal number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new PolicyError("Not a number: " + text);
        }
    }

    private static BiPredicate<String, String> date(IntPredicate sign) {
        return (said, actual) -> sign.test(Moment.of(actual).compareTo(Moment.of(said)));
    }
}
