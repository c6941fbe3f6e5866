package dev.tryops.registry;

import dev.tryops.model.Baseline;
import dev.tryops.model.ModelMetadata;
import dev.tryops.model.ModelVersion;
import java.util.Optional;

/** All that one training run publishes. The arrays are not copied and must not be changed. */
public record ModelBundle(
        byte[] onnx, ModelMetadata metadata, Baseline baseline, Optional<byte[]> report, Optional<byte[]> quarantine) {

    public ModelVersion version() {
        return metadata.modelVersion();
    }
}
