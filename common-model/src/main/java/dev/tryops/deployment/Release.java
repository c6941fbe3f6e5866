package dev.tryops.deployment;

import static java.util.Objects.requireNonNull;

import dev.tryops.model.EnvironmentName;
import dev.tryops.registry.ArtifactJson;
import dev.tryops.registry.CorruptArtifact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which images an environment runs.
 *
 * @param tag the tag of the commit that both were built from, {@code sha-8ff7556}; for people, nothing resolves it again
 */
public record Release(EnvironmentName environment, String tag, ReleasedImage api, ReleasedImage training) {

    /** What such a tag begins with. */
    public static final String TAG_PREFIX = "sha-";

    private static final Pattern TAG = Pattern.compile(TAG_PREFIX + "[A-Za-z0-9_.-]{1,120}");
    private static final long LARGEST = 64 << 10;

    public Release {
        requireNonNull(environment, "environment");
        requireNonNull(tag, "tag");
        requireNonNull(api, "api");
        requireNonNull(training, "training");
        if (!TAG.matcher(tag).matches()) {
            throw new IllegalArgumentException("Not the tag of a commit's image: '" + tag + "'");
        }
    }

    /** The release that {@code file} records, or none if there is no such file. */
    public static Optional<Release> read(Path file, EnvironmentName environment) throws IOException, CorruptArtifact {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Release release = SmallFile.read(file, LARGEST, Release.class);
        if (!release.environment().equals(environment)) {
            throw new CorruptArtifact(
                    file.toString(),
                    "is of the environment '%s', not '%s'".formatted(release.environment(), environment));
        }
        return Optional.of(release);
    }

    /** Whether nothing would change for what runs. */
    public boolean runsSameImages(Release other) {
        return api.reference().equals(other.api.reference())
                && training.reference().equals(other.training.reference());
    }

    /** The same text for the same release: what is reviewed is a difference of lines. */
    public String text() {
        return new String(ArtifactJson.encode(this), StandardCharsets.UTF_8) + "\n";
    }
}
