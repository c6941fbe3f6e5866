package dev.tryops.training.data;

import dev.tryops.model.Dtype;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Collects one column as numbers and finds out what type it has. */
final class FeatureColumn {

    private static final Set<String> MISSING = Set.of("na", "n/a", "null", "none", "nil", "-", "?");
    private static final Set<String> NOT_FINITE = Set.of("nan", "inf", "infinity");

    private final String name;
    private final Faults faults = new Faults();
    private final Faults textFaults = new Faults();
    private final Faults booleanFaults = new Faults();
    private double[] values = new double[1_024];
    private int size;
    private long integers;
    private long decimals;
    private long booleans;
    private long texts;
    private String firstText = "";

    FeatureColumn(String name) {
        this.name = name;
    }

    void add(long line, String field) {
        String text = field.strip();
        if (text.isEmpty()) {
            faults.add(Fault.inColumn(
                    line,
                    name,
                    "the value is missing",
                    "Fill it in, or remove the row; missing values are not imputed"));
        } else if (Numbers.looksLikeOne(text)) {
            addNumber(line, text);
        } else if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            addBoolean(line, text);
        } else {
            addText(line, text);
        }
    }

    private void addNumber(long line, String text) {
        double value = Double.parseDouble(text);
        if (Float.isInfinite((float) value)) {
            faults.add(Fault.inColumn(
                    line,
                    name,
                    Fault.shortened(text) + " is beyond the range of 32-bit floating point, ±3.4e38",
                    "Rescale the column, or remove the row"));
            return;
        }
        if (Numbers.isLong(text)) {
            integers++;
        } else {
            decimals++;
        }
        append(value);
    }

    private void addBoolean(long line, String text) {
        booleans++;
        booleanFaults.add(notANumber(line, text));
        append(text.equalsIgnoreCase("true") ? 1 : 0);
    }

    private void addText(long line, String text) {
        String bare = text.toLowerCase(Locale.ROOT).replaceFirst("^[+-]", "");
        if (NOT_FINITE.contains(bare)) {
            faults.add(Fault.inColumn(
                    line, name, "'" + text + "' is not a finite number", "Correct the value or remove the row"));
        } else if (MISSING.contains(text.toLowerCase(Locale.ROOT))) {
            faults.add(Fault.inColumn(
                    line,
                    name,
                    "'" + text + "' stands for a missing value",
                    "Fill it in, or remove the row; missing values are not imputed"));
        } else {
            firstText = texts == 0 ? text : firstText;
            texts++;
            textFaults.add(notANumber(line, text));
        }
    }

    private Fault notANumber(long line, String text) {
        return Fault.inColumn(
                line, name, "'" + Fault.shortened(text) + "' is not a number", "Correct the value or remove the row");
    }

    private void append(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >> 1));
        }
        values[size++] = value;
    }

    /** What is wrong with the column as a whole. A column of text is one fault, not one per row. */
    void report(Faults all) {
        all.addAll(faults);
        long numbers = integers + decimals;
        if (texts > numbers + booleans) {
            all.add(Fault.inColumn(
                    0,
                    name,
                    "holds text, such as '" + Fault.shortened(firstText) + "'; text columns are not supported",
                    "Remove the column or encode it as numbers"));
            return;
        }
        all.addAll(textFaults);
        if (numbers > 0) {
            all.addAll(booleanFaults);
        }
    }

    /** The column's type; a retrain keeps what clients of the serving model already send, where the values allow. */
    Dtype dtype(Optional<Dtype> serving) {
        Dtype natural = booleans > 0 ? Dtype.BOOL : decimals > 0 ? Dtype.FLOAT64 : Dtype.INT64;
        return serving.filter(known -> holds(known, natural)).orElse(natural);
    }

    private boolean holds(Dtype known, Dtype natural) {
        return switch (known) {
            case FLOAT64 -> true;
            case INT64 -> natural != Dtype.FLOAT64;
            case BOOL -> natural == Dtype.BOOL || (natural == Dtype.INT64 && onlyZeroAndOne());
            case STRING -> false;
        };
    }

    private boolean onlyZeroAndOne() {
        return Arrays.stream(values, 0, size).allMatch(v -> v == 0 || v == 1);
    }

    double[] values() {
        return Arrays.copyOf(values, size);
    }
}
