package dev.tryops.model;

import java.util.regex.Pattern;

/** The name of a serving environment, such as {@code production}: one pointer each. */
public record EnvironmentName(String value) {

    private static final Pattern FORMAT = Pattern.compile("[a-z][a-z0-9-]{0,30}");

    public EnvironmentName {
        if (!FORMAT.matcher(value).matches()) {
            throw new IllegalArgumentException("Not an environment name: '" + value
                    + "'. Use 1 to 31 of a-z, 0-9 and '-', beginning with a letter, such as production");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
