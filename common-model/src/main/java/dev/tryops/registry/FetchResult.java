package dev.tryops.registry;

import dev.tryops.model.Baseline;
import dev.tryops.model.ModelMetadata;

/** A published bundle, checked, or the reason why it must not be trusted. */
public sealed interface FetchResult permits FetchResult.Fetched, Refusal {

    /** Every digest, the version and the schema hash agree. The graph itself has not been opened. */
    record Fetched(Manifest manifest, String manifestSha256, byte[] onnx, ModelMetadata metadata, Baseline baseline)
            implements FetchResult {}
}
