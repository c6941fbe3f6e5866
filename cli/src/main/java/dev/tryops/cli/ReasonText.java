package dev.tryops.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A reason that says something, and not too much. */
final class ReasonText implements ITypeConverter<String> {

    private static final int LONGEST = 1_000;

    @Override
    public String convert(String text) {
        if (text.isBlank() || text.length() > LONGEST) {
            throw new TypeConversionException("a reason has 1 to " + LONGEST + " characters");
        }
        return text;
    }
}
