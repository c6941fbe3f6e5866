package dev.tryops.training.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a page about one training run shows. What is null or empty gets no section; the page names it as left out.
 *
 * @param comparison null if nothing serves yet
 * @param gate every rule that was asked, also those that passed; empty if none was
 */
public record TrainingReport(
        Summary summary,
        @Nullable DataProfile data,
        @Nullable Curves curves,
        @Nullable Calibration calibration,
        @Nullable ScoreHistograms scores,
        @Nullable ConfusionMatrix confusion,
        @Nullable Coefficients coefficients,
        @Nullable Comparison comparison,
        @Nullable Segments segments,
        List<GateRule> gate,
        @Nullable Lineage lineage) {

    public TrainingReport {
        gate = List.copyOf(gate);
    }
}
