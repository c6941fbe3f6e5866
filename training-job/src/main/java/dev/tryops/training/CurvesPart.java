package dev.tryops.training;

import dev.tryops.model.ModelMetadata;
import dev.tryops.training.evaluate.Decisions;
import dev.tryops.training.evaluate.Predictions;
import dev.tryops.training.evaluate.Scores;
import dev.tryops.training.report.Curves;
import dev.tryops.training.report.Curves.Curve;
import dev.tryops.training.report.Curves.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The curves of a model of two classes, with those of the model that serves. */
final class CurvesPart {

    private CurvesPart() {}

    static @Nullable Curves of(
            ModelMetadata metadata,
            Predictions predictions,
            Decisions decisions,
            Optional<Decisions> serving,
            String servingVersion) {
        if (!predictions.binary()) {
            return null;
        }
        return ranking(metadata.modelVersion().value(), decisions)
                .map(candidate -> new Curves(
                        prevalence(predictions),
                        candidate,
                        serving.flatMap(model -> ranking(servingVersion, model)).orElse(null)))
                .orElse(null);
    }

    private static double prevalence(Predictions predictions) {
        long positive = 0;
        for (int row = 0; row < predictions.rows(); row++) {
            positive += predictions.classOf(row) == predictions.positive() ? 1 : 0;
        }
        return (double) positive / predictions.rows();
    }

    private static Optional<Curves.Ranking> ranking(String model, Decisions decisions) {
        return dev.tryops.training.evaluate.Curves.of(decisions.predictions()).map(curves -> {
            List<Point> roc = new ArrayList<>();
            curves.roc().forEach(p -> roc.add(new Point(p.falsePositiveRate(), p.truePositiveRate())));
            List<Point> precisionRecall = new ArrayList<>();
            curves.precisionRecall().forEach(p -> precisionRecall.add(new Point(p.recall(), p.precision())));
            double area =
                    Scores.of(decisions.predictions(), decisions.threshold()).rocAuc();
            return new Curves.Ranking(
                    model, new Curve(roc, area, null), new Curve(precisionRecall, curves.averagePrecision(), null));
        });
    }
}
