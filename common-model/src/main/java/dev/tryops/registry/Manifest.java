package dev.tryops.registry;

import dev.tryops.model.ModelVersion;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** The digests of a bundle's objects; written last, so that a version exists if and only if its manifest does. */
public record Manifest(ModelVersion modelVersion, String schemaHash, Instant createdAt, Map<String, String> sha256) {

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    public Manifest {
        Objects.requireNonNull(modelVersion, "model_version");
        Objects.requireNonNull(schemaHash, "schema_hash");
        Objects.requireNonNull(createdAt, "created_at");
        sha256 = Collections.unmodifiableMap(new LinkedHashMap<>(sha256));
        for (Artifact artifact : Artifact.values()) {
            String digest = sha256.get(artifact.label());
            if (digest == null && artifact.mandatory()) {
                throw new IllegalArgumentException("No digest of the " + artifact.label());
            }
            if (digest != null && !DIGEST.matcher(digest).matches()) {
                throw new IllegalArgumentException("Not a SHA-256 of the " + artifact.label() + ": " + digest);
            }
        }
    }
}
