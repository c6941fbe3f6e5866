package dev.tryops.predictions;

import dev.tryops.model.ModelVersion;
import dev.tryops.registry.ArtifactJson;
import dev.tryops.registry.CorruptArtifact;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How good a version turned out to be, day by day: those days of which labels have come, oldest first. */
public record ModelQuality(ModelVersion modelVersion, Instant updatedAt, List<Day> days) {

    public ModelQuality {
        Objects.requireNonNull(modelVersion, "model_version");
        Objects.requireNonNull(updatedAt, "updated_at");
        days = days.stream().sorted(Comparator.comparing(Day::date)).toList();
    }

    /**
     * The predictions of one day (UTC).
     *
     * @param predictions rows in the log
     * @param labels those of them whose class is known by now; all figures below are about these
     * @param calibration by ascending probability, of about equally many rows
     * @param readAt when the labels began to be read: of two joins the one that knew more counts
     */
    public record Day(
            LocalDate date,
            long predictions,
            long labels,
            Figures metrics,
            List<Bin> calibration,
            Estimate estimated,
            Instant readAt) {

        public Day {
            Objects.requireNonNull(date, "date");
            Objects.requireNonNull(metrics, "metrics");
            Objects.requireNonNull(estimated, "estimated");
            Objects.requireNonNull(readAt, "read_at");
            calibration = List.copyOf(calibration);
        }

        /** Whether this says the same, whenever it was found out. */
        public boolean agreesWith(Day other) {
            return equals(new Day(
                    other.date,
                    other.predictions,
                    other.labels,
                    other.metrics,
                    other.calibration,
                    other.estimated,
                    readAt));
        }
    }

    /**
     * What the labels say, as the metrics of training are defined.
     *
     * @param rocAuc absent where the labels are of one class only
     * @param calibrationError the mean over rows of their bin's |mean probability − share of hits|, 0 … 1
     */
    public record Figures(
            double accuracy, @Nullable Double rocAuc, double logLoss, double brierScore, double calibrationError) {}

    /** What the probabilities of the same rows promised: what is to be expected if they are right. */
    public record Estimate(double accuracy, @Nullable Double rocAuc) {}

    /**
     * Rows of neighbouring probabilities.
     *
     * @param lower the lowest probability among them
     * @param upper the highest
     * @param observed the share of rows that were hits: of the positive class, or with more than two classes of the
     *     likeliest
     */
    public record Bin(double lower, double upper, long count, double meanPredicted, double observed) {}

    public static ModelQuality decode(byte[] bytes, String key) throws CorruptArtifact {
        return ArtifactJson.decode(bytes, ModelQuality.class, key);
    }

    public byte[] encode() {
        return ArtifactJson.encode(this);
    }
}
