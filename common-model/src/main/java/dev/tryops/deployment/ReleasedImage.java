package dev.tryops.deployment;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * One image by what cannot move.
 *
 * @param repositoryUri host and name, without tag or digest
 * @param digest {@code sha256:} and 64 digits of the manifest
 * @param pushedAt when the registry took it
 */
public record ReleasedImage(String repositoryUri, String digest, Instant pushedAt) {

    private static final Pattern URI = Pattern.compile("[a-z0-9][a-z0-9.-]*(:\\d+)?(/[a-z0-9][a-z0-9._-]*)+");

    public ReleasedImage {
        requireNonNull(repositoryUri, "repository_uri");
        requireNonNull(digest, "digest");
        requireNonNull(pushedAt, "pushed_at");
        if (!URI.matcher(repositoryUri).matches()) {
            throw new IllegalArgumentException("Not a repository's address: '" + repositoryUri + "'");
        }
        if (!Digests.isDigest(digest)) {
            throw new IllegalArgumentException("Not a digest: '" + digest + "'. It is sha256: and 64 digits");
        }
    }

    /** What a chart or {@code docker pull} takes. */
    public String reference() {
        return repositoryUri + "@" + digest;
    }
}
