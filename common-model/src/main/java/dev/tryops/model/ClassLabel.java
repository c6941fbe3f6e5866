package dev.tryops.model;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A value of the target column. Labels are numbers if all of a target's labels are, else text. */
public record ClassLabel(String text, boolean numeric) {

    private static final int MAX_LENGTH = 256;

    public ClassLabel {
        if (text.isBlank() || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("A class label has 1 to " + MAX_LENGTH + " characters");
        }
        if (numeric && !number(text).map(text::equals).orElse(false)) {
            throw new IllegalArgumentException("Not a number in its plain form: '" + text + "'");
        }
    }

    /** A label that is the number written in {@code text}, in its plain form: {@code 1.0} and {@code 1} are equal. */
    public static ClassLabel ofNumber(String text) {
        return new ClassLabel(
                number(text).orElseThrow(() -> new IllegalArgumentException("Not a number: '" + text + "'")), true);
    }

    public static ClassLabel ofText(String text) {
        return new ClassLabel(text, false);
    }

    /** The distinct labels among {@code values}, sorted: as numbers if all are, else by code point. */
    public static List<ClassLabel> sorted(Iterable<String> values) {
        List<String> distinct = distinct(values);
        if (distinct.stream().allMatch(v -> number(v).isPresent())) {
            return distinct.stream()
                    .map(ClassLabel::ofNumber)
                    .distinct()
                    .sorted(Comparator.comparing(label -> new BigDecimal(label.text)))
                    .toList();
        }
        return distinct.stream()
                .map(ClassLabel::ofText)
                .sorted((a, b) -> compareByCodePoint(a.text, b.text))
                .toList();
    }

    @Override
    public String toString() {
        return text;
    }

    private static List<String> distinct(Iterable<String> values) {
        return java.util.stream.StreamSupport.stream(values.spliterator(), false)
                .distinct()
                .toList();
    }

    private static Optional<String> number(String text) {
        try {
            BigDecimal value = new BigDecimal(text.strip());
            // 1e999999999 is a number whose plain form would fill the memory.
            if (Math.abs((long) value.scale()) > MAX_LENGTH || value.precision() > MAX_LENGTH) {
                return Optional.empty();
            }
            return Optional.of(
                    value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString());
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static int compareByCodePoint(String a, String b) {
        return java.util.Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    }
}
