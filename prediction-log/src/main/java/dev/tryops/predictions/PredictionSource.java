package dev.tryops.predictions;

import dev.tryops.model.InputLayout;
import dev.tryops.model.ModelVersion;
import java.util.List;

/**
 * What all predictions of one model have in common.
 *
 * @param manifestSha256 of the bundle, as the pointer named it; empty if the pointer named none
 * @param layout of the rows' values
 * @param labels of the classes, in the order of the probabilities
 */
public record PredictionSource(
        ModelVersion version, String manifestSha256, String schemaHash, InputLayout layout, List<String> labels) {

    public int classes() {
        return labels.size();
    }

    /** Whether rows of both may stand in one file. */
    boolean isSameAs(PredictionSource other) {
        return version.equals(other.version)
                && manifestSha256.equals(other.manifestSha256)
                && schemaHash.equals(other.schemaHash);
    }
}
