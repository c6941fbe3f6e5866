package dev.tryops.training.gate;

import static dev.tryops.training.gate.Judge.say;

import dev.tryops.model.Histogram;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.PointerState;
import dev.tryops.training.evaluate.Decisions;
import dev.tryops.training.evaluate.PairedComparison;
import java.util.Optional;

/** The rules that hold a candidate against the model that it would replace. */
final class Succession {

    private static final int HASH_SHOWN = 8;

    private final Candidate candidate;
    private final PointerState serving;
    private final Optional<Incumbent> incumbent;
    private final Optional<Decisions> incumbentDecisions;

    Succession(Candidate candidate, PointerState serving, Optional<Incumbent> incumbent) {
        this.candidate = candidate;
        this.serving = serving;
        this.incumbent = incumbent;
        this.incumbentDecisions = incumbent.flatMap(Incumbent::decisions);
    }

    Finding worseThanServing(double tolerance) {
        if (incumbentDecisions.isEmpty()) {
            return notComparable(Rule.WORSE_THAN_SERVING, say("at most %s nats worse", tolerance));
        }
        PairedComparison.Difference logLoss = PairedComparison.of(
                        incumbentDecisions.get(), candidate.decisions(), Judge.SEED)
                .logLoss();
        boolean worse = logLoss.worseBy(tolerance);
        String measured = say(
                "%+.4f (%+.4f … %+.4f)",
                logLoss.value(), logLoss.interval().low(), logLoss.interval().high());
        return new Finding(
                Rule.WORSE_THAN_SERVING,
                !worse,
                measured,
                say("at most %s nats worse, beyond noise", tolerance),
                worse
                        ? say(
                                "Log-loss on the same hold-out is %s against the serving %s, worse beyond noise. Look at the data and at the labels; './tryops promote' puts it into service nevertheless",
                                measured, servingVersion())
                        : "It is not worse than what serves, beyond noise");
    }

    Finding schema() {
        if (incumbent.isEmpty()) {
            return notComparable(Rule.SCHEMA_CHANGED, "");
        }
        String before = incumbent.get().metadata().schema().schemaHash();
        String now = candidate.holdOut().schema().hash();
        boolean sameClasses = incumbent
                .get()
                .metadata()
                .classLabels()
                .equals(candidate.holdOut().classLabels());
        boolean passed = before.equals(now) && sameClasses;
        return new Finding(
                Rule.SCHEMA_CHANGED,
                passed,
                now.substring(0, HASH_SHOWN) + "…",
                before.substring(0, HASH_SHOWN) + "…",
                passed
                        ? "Clients need not change"
                        : "Features or classes differ from those of the serving %s: %s. Clients would have to change with it; --allow-schema-change permits it"
                                .formatted(
                                        servingVersion(),
                                        SchemaChange.between(
                                                incumbent
                                                        .get()
                                                        .metadata()
                                                        .schema()
                                                        .features(),
                                                candidate.holdOut().schema(),
                                                sameClasses)));
    }

    Finding predictionShift(double limit) {
        if (incumbent.isEmpty() || incumbentDecisions.isEmpty()) {
            return notComparable(Rule.PREDICTION_SHIFT, say("at most %s", limit));
        }
        Histogram then = incumbent.get().baseline().predictionStatistics().histogram();
        double[] now = PredictionShift.shares(incumbentDecisions.get().predictions(), then);
        double ofData = PredictionShift.index(PredictionShift.shares(then), now);
        double ofModel = PredictionShift.index(
                now, PredictionShift.shares(candidate.decisions().predictions(), then));
        boolean passed = ofData <= limit && ofModel <= limit;
        return new Finding(
                Rule.PREDICTION_SHIFT,
                passed,
                say("%.3f, %.3f", ofData, ofModel),
                say("at most %s", limit),
                passed
                        ? "Predictions stay as they are distributed"
                        : ofData > limit
                                ? say(
                                        "The serving %s predicts otherwise on these rows than on those it was trained on (PSI %.3f, at most %s): look for columns that were exchanged or rescaled, before a model learns from them",
                                        servingVersion(), ofData, limit)
                                : say(
                                        "The candidate predicts otherwise than the serving %s on the same rows (PSI %.3f, at most %s): clients would see other decisions",
                                        servingVersion(), ofModel, limit));
    }

    Finding rowsOfServing(double fraction) {
        if (incumbent.isEmpty()) {
            return notComparable(Rule.FEWER_ROWS_THAN_SERVING, say("at least %s of its rows", fraction));
        }
        long before = incumbent.get().metadata().trainingSamples();
        boolean passed = candidate.trainingRows() >= fraction * before;
        return new Finding(
                Rule.FEWER_ROWS_THAN_SERVING,
                passed,
                say("%,d", candidate.trainingRows()),
                say("at least %s of %,d", fraction, before),
                passed
                        ? "There are as many rows as to be expected"
                        : say(
                                "It was trained on %,d rows, the serving %s on %,d: look whether an export was cut short",
                                candidate.trainingRows(), servingVersion(), before));
    }

    private Finding notComparable(Rule rule, String limit) {
        return new Finding(
                rule,
                true,
                "",
                limit,
                incumbent.isPresent()
                        ? "What serves cannot predict these rows"
                        : serving instanceof PointerState.InForce
                                ? "The bundle of what serves cannot be trusted, and is no measure"
                                : "Nothing serves yet");
    }

    private String servingVersion() {
        return incumbent
                .map(model -> model.metadata().modelVersion())
                .map(ModelVersion::value)
                .orElse("model");
    }
}
