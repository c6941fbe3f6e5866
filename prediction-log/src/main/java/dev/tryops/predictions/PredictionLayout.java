package dev.tryops.predictions;

import dev.tryops.model.ModelVersion;
import dev.tryops.registry.KeyPrefix;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keys in the store of predictions. Days are UTC's, and always the prediction's own. */
public final class PredictionLayout {

    public static final String PREDICTIONS = KeyPrefix.PREDICTIONS;
    public static final String FEEDBACK = KeyPrefix.FEEDBACK;
    public static final String QUALITY = KeyPrefix.QUALITY;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern OBJECT = Pattern.compile(
            PREDICTIONS
                    + "date=(\\d{4}-\\d{2}-\\d{2})/model_version=(v\\d{8}_\\d{6}_[0-9a-f]{6})/(\\d{8}T\\d{9})-(\\d{8}T\\d{9})-([0-9a-f]{8})-(\\d+)\\.parquet");
    private static final Pattern FEEDBACK_DAY =
            Pattern.compile(FEEDBACK + "date=(\\d{4}-\\d{2}-\\d{2})/[0-9a-f]{64}\\.json");

    private PredictionLayout() {}

    /** The time in an id of version 7. */
    public static Instant timeOf(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    public static LocalDate dayOf(UUID id) {
        return dayOf(timeOf(id));
    }

    static LocalDate dayOf(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    /** What the keys of a day's predictions begin with. */
    static String predictions(LocalDate day) {
        return PREDICTIONS + "date=" + day + "/";
    }

    /** What the keys of a version's predictions on a day begin with. */
    public static String predictions(LocalDate day, ModelVersion version) {
        return predictions(day) + "model_version=" + version + "/";
    }

    /** What the keys of a day's feedback begin with. */
    public static String feedback(LocalDate day) {
        return FEEDBACK + "date=" + day + "/";
    }

    /** The key of labels for predictions of {@code day}, by the digest of what they say. */
    static String feedback(LocalDate day, String sha256) {
        return feedback(day) + sha256 + ".json";
    }

    /** The day of the predictions that the labels under a key are for; empty if it is no such key. */
    public static Optional<LocalDate> dayOfFeedback(String key) {
        return matched(FEEDBACK_DAY, key).flatMap(matcher -> day(matcher.group(1)));
    }

    /** The key of what is known about how good a version is. */
    public static String quality(ModelVersion version) {
        return QUALITY + version + ".json";
    }

    /**
     * One object of predictions.
     *
     * @param first the time of the first prediction in it, {@code last} that of the last
     * @param instance eight hex digits that a process draws when it starts
     * @param sequence of the objects of one instance
     */
    record PredictionObject(
            LocalDate day, ModelVersion version, Instant first, Instant last, String instance, long sequence) {

        String key() {
            return predictions(day, version) + TIME.format(first) + "-" + TIME.format(last) + "-" + instance + "-"
                    + sequence + ".parquet";
        }

        boolean mayHold(Instant time) {
            return !time.isBefore(first) && !time.isAfter(last);
        }

        /** What a key says; empty if it is not one of an object of predictions. */
        static Optional<PredictionObject> of(String key) {
            return matched(OBJECT, key).flatMap(matcher -> {
                try {
                    return Optional.of(new PredictionObject(
                            LocalDate.parse(matcher.group(1)),
                            new ModelVersion(matcher.group(2)),
                            TIME.parse(matcher.group(3), Instant::from),
                            TIME.parse(matcher.group(4), Instant::from),
                            matcher.group(5),
                            Long.parseLong(matcher.group(6))));
                } catch (DateTimeException | NumberFormatException e) {
                    return Optional.empty();
                }
            });
        }
    }

    private static Optional<Matcher> matched(Pattern pattern, String key) {
        Matcher matcher = pattern.matcher(key);
        return matcher.matches() ? Optional.of(matcher) : Optional.empty();
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
