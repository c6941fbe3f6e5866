package dev.tryops.api.feedback;

import dev.tryops.api.drift.DriftMonitor;
import dev.tryops.api.drift.EstimatedQuality;
import dev.tryops.api.serving.ModelSlot;
import dev.tryops.api.web.ApiHeaders;
import dev.tryops.api.web.RequestRefused;
import dev.tryops.model.Metrics;
import dev.tryops.model.ModelVersion;
import dev.tryops.predictions.ModelQuality;
import dev.tryops.predictions.ModelQuality.Bin;
import dev.tryops.predictions.ModelQuality.Day;
import dev.tryops.predictions.ModelQuality.Estimate;
import dev.tryops.predictions.ModelQuality.Figures;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How good the model is: as it estimates itself, as labels say, and as it was in training. All from memory. */
@RestController
class QualityController {

    /** A quarter of a year; older days are in the store. */
    private static final int MOST_DAYS = 92;

    private final ModelSlot slot;
    private final DriftMonitor monitor;
    private final QualityFollower follower;

    QualityController(ModelSlot slot, DriftMonitor monitor, QualityFollower follower) {
        this.slot = slot;
        this.monitor = monitor;
        this.follower = follower;
    }

    @GetMapping("/v1/monitoring/quality")
    ResponseEntity<Answer> quality() {
        Served served = slot.use(
                        model -> new Served(model.version(), model.metadata().metrics()))
                .orElseThrow(() -> RequestRefused.unavailable("No model is loaded yet", 1));
        List<Day> days = follower.of(served.version).map(ModelQuality::days).orElseGet(List::of);
        return ResponseEntity.ok()
                .header(ApiHeaders.MODEL_VERSION, served.version.value())
                .body(new Answer(
                        served.version.value(),
                        monitor.estimatedQuality(served.version)
                                .map(Estimated::of)
                                .orElse(null),
                        days.stream()
                                .skip(Math.max(0, days.size() - MOST_DAYS))
                                .map(Realised::of)
                                .toList(),
                        new Training(served.metrics)));
    }

    private record Served(ModelVersion version, Metrics metrics) {}

    /** @param realised oldest first */
    record Answer(String modelVersion, @Nullable Estimated estimated, List<Realised> realised, Training training) {}

    /** @param rows of the window that it is taken from */
    record Estimated(double accuracy, @Nullable Double rocAuc, long rows) {

        static Estimated of(EstimatedQuality quality) {
            double area = quality.rocAuc();
            return new Estimated(quality.accuracy(), Double.isNaN(area) ? null : area, quality.rows());
        }
    }

    /** @param estimated what the probabilities of the same rows had promised */
    record Realised(
            LocalDate date, long predictions, long labels, Figures metrics, List<Bin> calibration, Estimate estimated) {

        static Realised of(Day day) {
            return new Realised(
                    day.date(), day.predictions(), day.labels(), day.metrics(), day.calibration(), day.estimated());
        }
    }

    record Training(Metrics metrics) {}
}
