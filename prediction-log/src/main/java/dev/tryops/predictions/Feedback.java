package dev.tryops.predictions;

import dev.tryops.model.ClassLabel;
import dev.tryops.model.Sha256;
import dev.tryops.registry.ArtifactJson;
import dev.tryops.registry.CorruptArtifact;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What turned out to be true of predictions of one day, as it was received. Of several labels of one prediction the one
 * received last counts.
 *
 * <p>Its key names the labels, and not when they came: to receive the same labels again is to meet the same object, whose
 * {@code receivedAt} is then renewed. So a repetition adds nothing, and a label that was changed and is changed back is the
 * latest all the same.
 *
 * @param labels one for each prediction, in the order of their ids
 */
public record Feedback(Instant receivedAt, List<Label> labels) {

    /** The class that a prediction should have been of. */
    public record Label(UUID predictionId, ClassLabel label) {

        public Label {
            Objects.requireNonNull(predictionId, "prediction_id");
            Objects.requireNonNull(label, "label");
        }
    }

    public Feedback {
        Objects.requireNonNull(receivedAt, "received_at");
        labels = labels.stream()
                .sorted(Comparator.comparing(Label::predictionId))
                .toList();
    }

    public static Feedback decode(byte[] bytes, String key) throws CorruptArtifact {
        return ArtifactJson.decode(bytes, Feedback.class, key);
    }

    public byte[] encode() {
        return ArtifactJson.encode(this);
    }

    /** Where it is kept among the labels of {@code day}. */
    public String key(LocalDate day) {
        return PredictionLayout.feedback(day, Sha256.hex(ArtifactJson.encode(labels)));
    }
}
