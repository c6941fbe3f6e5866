package dev.tryops.cli;

import dev.tryops.model.LinearModel;
import dev.tryops.model.ModelMetadata;
import dev.tryops.model.ModelVersion;
import dev.tryops.predictions.LoggedPrediction;
import dev.tryops.registry.ServingPointer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision, what made it, and how that came to serve: what {@code --output json} shows.
 *
 * @param identical whether the replay gives what was logged, to the last bit
 * @param contributions what each feature added to the score of the predicted class, in the trainer's arithmetic
 * @param promotions the revisions until then that named this version, newest first
 */
record Decision(
        UUID predictionId,
        Instant predictedAt,
        ModelVersion modelVersion,
        boolean identical,
        Score logged,
        Score replayed,
        Map<String, @Nullable Object> features,
        double bias,
        Map<String, Double> contributions,
        Origin origin,
        List<Promotion> promotions,
        @Nullable Instant retiredAt) {

    /** {@code bits} are those of the probability, as eight hex digits. */
    record Score(float probability, String bits, int predictedClass, String predictedLabel, float[] probabilities) {

        static Score of(float probability, int predictedClass, String label, float[] probabilities) {
            return new Score(
                    probability,
                    "%08x".formatted(Float.floatToRawIntBits(probability)),
                    predictedClass,
                    label,
                    probabilities);
        }
    }

    /** Where the version came from; {@code signatures} is what the store's policy demanded of it. */
    record Origin(
            String manifestSha256,
            String modelSha256,
            String signatures,
            String dataSha256,
            long trainingSamples,
            long testSamples,
            long seed,
            @Nullable String gitCommit,
            Instant createdAt,
            String createdBy) {}

    /** {@code inForce}: whether it stood when the prediction was made. */
    record Promotion(
            String environment,
            long revision,
            String action,
            Instant promotedAt,
            String promotedBy,
            String reason,
            boolean inForce) {

        static Promotion of(ServingPointer pointer, boolean inForce) {
            return new Promotion(
                    pointer.environment().value(),
                    pointer.revision(),
                    pointer.action().name().toLowerCase(Locale.ROOT),
                    pointer.promotedAt(),
                    pointer.promotedBy(),
                    pointer.promotionReason(),
                    inForce);
        }
    }

    static Decision of(
            LoggedPrediction logged,
            Replayer.Outcome.Computed computed,
            String signatures,
            List<Promotion> promotions,
            @Nullable Instant retiredAt) {
        ModelMetadata metadata = computed.bundle().metadata();
        LinearModel linear = computed.linear();
        int index = logged.predictedClass();
        return new Decision(
                logged.id(),
                logged.at(),
                logged.version(),
                computed.isWhatWasLogged(logged),
                Score.of(logged.probability(), index, logged.predictedLabel(), logged.probabilities()),
                Score.of(
                        computed.answered(),
                        computed.decided(),
                        metadata.classLabels().get(computed.decided()).text(),
                        computed.probabilities()),
                logged.features(),
                linear.bias(index),
                contributions(computed, index),
                origin(computed, signatures),
                promotions,
                retiredAt);
    }

    private static Map<String, Double> contributions(Replayer.Outcome.Computed computed, int index) {
        double[] values = computed.linear().contributions(index, computed.row());
        Map<String, Double> contributions = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            contributions.put(
                    computed.linear().layout().slots().get(i).feature().name(), values[i]);
        }
        return contributions;
    }

    private static Origin origin(Replayer.Outcome.Computed computed, String signatures) {
        ModelMetadata metadata = computed.bundle().metadata();
        return new Origin(
                computed.bundle().manifestSha256(),
                String.valueOf(computed.bundle().manifest().sha256().get("model")),
                signatures,
                metadata.dataSha256(),
                metadata.trainingSamples(),
                metadata.testSamples(),
                metadata.seed(),
                metadata.gitCommit(),
                metadata.createdAt(),
                metadata.createdBy());
    }
}
