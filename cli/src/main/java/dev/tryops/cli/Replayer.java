package dev.tryops.cli;

import dev.tryops.model.InputRow;
import dev.tryops.model.LinearModel;
import dev.tryops.model.ModelMetadata;
import dev.tryops.model.ModelVersion;
import dev.tryops.predictions.LoggedPrediction;
import dev.tryops.registry.FetchResult;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.Reason;
import dev.tryops.registry.Refusal;
import dev.tryops.registry.RetiredMarker;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Computes logged predictions again, each from the very bundle that made it. */
final class Replayer implements AutoCloseable {

    private final ModelRegistry registry;
    private final Map<Named, Loaded> loaded = new HashMap<>();

    Replayer(ModelRegistry registry) {
        this.registry = registry;
    }

    /** What a replay comes to. */
    sealed interface Outcome {

        /** Computed, from a bundle whose every digest is the one that it should be. */
        record Computed(FetchResult.Fetched bundle, LinearModel linear, InputRow row, float[] probabilities)
                implements Outcome {

            /** The class that the probabilities decide for, by the rule of the service. */
            int decided() {
                ModelMetadata metadata = bundle.metadata();
                if (probabilities.length == 2) {
                    int positive = metadata.positiveIndex();
                    return probabilities[positive] >= metadata.decisionThreshold() ? positive : 1 - positive;
                }
                int best = 0;
                for (int i = 1; i < probabilities.length; i++) {
                    best = probabilities[i] > probabilities[best] ? i : best;
                }
                return best;
            }

            /** The probability that is answered. */
            float answered() {
                return probabilities[
                        probabilities.length == 2 ? bundle.metadata().positiveIndex() : decided()];
            }

            /** Whether all of it is what was logged, to the last bit. */
            boolean isWhatWasLogged(LoggedPrediction logged) {
                return Arrays.equals(probabilities, logged.probabilities())
                        && Float.floatToIntBits(answered()) == Float.floatToIntBits(logged.probability())
                        && decided() == logged.predictedClass();
            }
        }

        /** There is no bundle that could be trusted to have made it. */
        record Refused(String reason) implements Outcome {}
    }

    Outcome replay(LoggedPrediction logged) {
        Loaded model = loaded.computeIfAbsent(new Named(logged.version(), logged.manifestSha256()), this::load);
        return switch (model) {
            case Loaded.Refused refused -> new Outcome.Refused(refused.reason);
            case Loaded.Opened opened -> compute(opened, logged);
        };
    }

    private Outcome compute(Loaded.Opened opened, LoggedPrediction logged) {
        String schema = opened.bundle.manifest().schemaHash();
        if (!schema.equals(logged.schemaHash())) {
            return new Outcome.Refused("%s: the row was logged with schema %s, the bundle of %s has %s"
                    .formatted(Reason.SCHEMA_MISMATCH.code(), logged.schemaHash(), logged.version(), schema));
        }
        try {
            InputRow row = InputRow.of(opened.linear.layout(), logged.features());
            return new Outcome.Computed(opened.bundle, opened.linear, row, opened.graph.probabilities(row));
        } catch (IllegalArgumentException e) {
            return new Outcome.Refused(Reason.SCHEMA_MISMATCH.code() + ": " + e.getMessage());
        } catch (ReplayedGraph.Failed e) {
            return new Outcome.Refused(Reason.GRAPH_MISMATCH.code() + ": " + e.getMessage());
        }
    }

    private Loaded load(Named named) {
        FetchResult result = named.manifestSha256.isEmpty()
                ? registry.fetch(named.version)
                : registry.fetch(named.version, named.manifestSha256);
        return switch (result) {
            case Refusal refusal -> new Loaded.Refused(gone(named.version, refusal));
            case FetchResult.Fetched bundle -> open(bundle);
        };
    }

    private Loaded open(FetchResult.Fetched bundle) {
        try {
            LinearModel linear = new LinearModel(bundle.metadata());
            return new Loaded.Opened(bundle, linear, new ReplayedGraph(bundle.onnx(), linear.layout()));
        } catch (ReplayedGraph.Failed e) {
            return new Loaded.Refused(Reason.GRAPH_MISMATCH.code() + ": " + e.getMessage());
        }
    }

    private String gone(ModelVersion version, Refusal refusal) {
        Optional<RetiredMarker> marker = registry.retired(version);
        if (refusal.reason() != Reason.MANIFEST_MISSING || marker.isEmpty()) {
            return refusal.toString();
        }
        return "%s: %s was marked for deletion on %s by %s, and pruned: what it answered cannot be computed again"
                .formatted(
                        Reason.RETIRED.code(),
                        version,
                        marker.get().retiredAt(),
                        marker.get().retiredBy());
    }

    @Override
    public void close() {
        for (Loaded model : loaded.values()) {
            if (model instanceof Loaded.Opened opened) {
                opened.graph.close();
            }
        }
    }

    private record Named(ModelVersion version, String manifestSha256) {}

    private sealed interface Loaded {
        record Opened(FetchResult.Fetched bundle, LinearModel linear, ReplayedGraph graph) implements Loaded {}

        record Refused(String reason) implements Loaded {}
    }
}
