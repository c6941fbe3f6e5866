package dev.tryops.model;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The name of one training run's result, {@code v{yyyyMMdd_HHmmss}_{6 hex}} in UTC; sorts by time of creation. */
public record ModelVersion(String value) implements Comparable<ModelVersion> {

    private static final Pattern FORMAT = Pattern.compile("v\\d{8}_\\d{6}_[0-9a-f]{6}");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    public ModelVersion {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "Not a model version: '" + value + "'. A version looks like v20260208_160016_2b35ca");
        }
    }

    /** A new version for a model created at {@code at}; the six hex digits keep two of the same second apart. */
    public static ModelVersion draw(Instant at, RandomGenerator random) {
        return new ModelVersion("v%s_%06x".formatted(TIME.format(at), random.nextInt(1 << 24)));
    }

    public static boolean isValid(String value) {
        return FORMAT.matcher(value).matches();
    }

    @Override
    public int compareTo(ModelVersion other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
