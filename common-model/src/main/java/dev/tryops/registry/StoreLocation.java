package dev.tryops.registry;

import dev.tryops.model.EnvironmentVariables;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the store is: a directory, or a bucket with an optional prefix. What does not name one is an
 * {@link IllegalArgumentException} whose message says what to write.
 */
public sealed interface StoreLocation {

    record Directory(Path path) implements StoreLocation {}

    record Bucket(String name, String prefix) implements StoreLocation {}

    /**
     * The location that {@code flag}, else {@code MODEL_STORE}, else {@code S3_BUCKET} names. The two variables must
     * agree where both are set and no flag decides.
     */
    static StoreLocation resolve(@Nullable String flag, Map<String, String> environment) {
        if (flag != null && !flag.isBlank()) {
            return parse(flag);
        }
        String store = environment.getOrDefault(EnvironmentVariables.MODEL_STORE, "");
        String bucket = environment.getOrDefault(EnvironmentVariables.S3_BUCKET, "");
        if (store.isBlank() && bucket.isBlank()) {
            throw new IllegalArgumentException(
                    "No store is named. Set %s to a directory or s3://bucket, or %s to a bucket"
                            .formatted(EnvironmentVariables.MODEL_STORE, EnvironmentVariables.S3_BUCKET));
        }
        if (bucket.isBlank()) {
            return parse(store);
        }
        StoreLocation fromBucket = parse("s3://" + bucket);
        if (!store.isBlank() && !parse(store).equals(fromBucket)) {
            throw new IllegalArgumentException("%s=%s and %s=%s name different stores. Unset one of them"
                    .formatted(EnvironmentVariables.MODEL_STORE, store, EnvironmentVariables.S3_BUCKET, bucket));
        }
        return fromBucket;
    }

    private static StoreLocation parse(String text) {
        if (text.startsWith("s3://")) {
            return parseBucket(text);
        }
        try {
            return new Directory(text.startsWith("file:") ? Path.of(URI.create(text)) : Path.of(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Not a store: '" + text + "'. Use a directory, file:///directory or s3://bucket/prefix", e);
        }
    }

    private static StoreLocation parseBucket(String text) {
        Matcher matcher = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*?)/?)?")
                .matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not a bucket: '" + text + "'. Use s3://bucket or s3://bucket/prefix");
        }
        return new Bucket(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2));
    }
}
