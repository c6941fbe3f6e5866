package dev.tryops.registry;

import dev.tryops.model.ModelVersion;

/** What became of adding a signature to a published bundle, or the reason why it is not vouched for. */
public sealed interface SignResult permits SignResult.Signed, Refusal {

    /** The key {@code keyId} vouches for the manifest, since now or since before. */
    record Signed(ModelVersion modelVersion, String manifestSha256, String keyId) implements SignResult {}
}
