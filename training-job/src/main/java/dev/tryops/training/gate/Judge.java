package dev.tryops.training.gate;

import dev.tryops.model.Histogram;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.ServingPointer;
import dev.tryops.training.evaluate.Calibration;
import dev.tryops.training.evaluate.Decisions;
import dev.tryops.training.evaluate.PairedComparison;
import dev.tryops.training.fit.Parity;
import java.util.Locale;
import java.util.Optional;

/** Asks one rule after the other about one candidate and what it would replace. */
final class Judge {

    /** Of resampling, not of the data: a verdict is the same whenever it is asked for. */
    private static final long SEED = 1;

    private static final int HASH_SHOWN = 8;

    private final Candidate candidate;
    private final PointerState serving;
    private final Optional<Incumbent> incumbent;
    private final Optional<Decisions> incumbentDecisions;

    Judge(Candidate candidate, PointerState serving, Optional<Incumbent> incumbent) {
        this.candidate = candidate;
        this.serving = serving;
        this.incumbent = incumbent;
        this.incumbentDecisions = incumbent.flatMap(model -> model.on(candidate.holdOut()));
    }

    Finding ask(Rule rule, double limit) {
        return switch (rule) {
            case PARITY_FAILED -> parity();
            case ON_HOLD -> hold();
            case MIN_ROC_AUC -> rocAuc(limit);
            case WORSE_THAN_SERVING -> worseThanServing(limit);
            case MISCALIBRATED -> calibration(limit);
            case SCHEMA_CHANGED -> schema();
            case PREDICTION_SHIFT -> predictionShift(limit);
            case TOO_FEW_ROWS -> rows(limit);
            case FEWER_ROWS_THAN_SERVING -> rowsOfServing(limit);
            case DATA_TOO_OLD -> age(limit);
        };
    }

    private Finding parity() {
        Parity parity = candidate.parity();
        return new Finding(
                Rule.PARITY_FAILED,
                parity.holds(),
                parity.finding(),
                say("%.0e", Parity.TOLERANCE),
                parity.holds()
                        ? "The graph computes what the trainer computed"
                        : say(
                                "The graph, against the trainer's mathematics: %s, where %.0e is allowed. Columns that are large against their spread lose digits in 32 bits: shift or rescale them",
                                parity.finding(), Parity.TOLERANCE));
    }

    private Finding hold() {
        boolean held = serving instanceof PointerState.InForce inForce
                && inForce.pointer().hold();
        return new Finding(Rule.ON_HOLD, !held, held ? "held" : "not held", "", held ? held() : "Nobody said stop");
    }

    private String held() {
        ServingPointer pointer = ((PointerState.InForce) serving).pointer();
        return "%s was rolled back to %s by %s (%s), and automatic promotion waits until './tryops unhold --reason ...' lifts the hold"
                .formatted(
                        pointer.environment(), pointer.modelVersion(), pointer.promotedBy(), pointer.promotionReason());
    }

    private Finding rocAuc(double least) {
        boolean passed = candidate.rocAuc() >= least;
        return new Finding(
                Rule.MIN_ROC_AUC,
                passed,
                say("%.4f", candidate.rocAuc()),
                say("at least %.4f", least),
                passed
                        ? "It ranks rows well enough"
                        : say(
                                "ROC-AUC on the hold-out is %.4f, below %.4f: the features say little about the target. Look for shuffled or wrong labels, or lower the limit with --rule min_roc_auc=...",
                                candidate.rocAuc(), least));
    }

    private Finding worseThanServing(double tolerance) {
        if (incumbentDecisions.isEmpty()) {
            return notComparable(Rule.WORSE_THAN_SERVING, say("at most %s nats worse", tolerance));
        }
        PairedComparison.Difference logLoss = PairedComparison.of(incumbentDecisions.get(), candidate.decisions(), SEED)
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

    private Finding calibration(double tolerance) {
        Calibration calibration = Calibration.of(candidate.decisions().predictions(), SEED);
        boolean off = calibration.miscalibratedBy(tolerance);
        return new Finding(
                Rule.MISCALIBRATED,
                !off,
                say("%.4f", calibration.expectedError()),
                say("%.4f by chance, and %s", calibration.noiseFloor(), tolerance),
                off
                        ? say(
                                "Its probabilities are off by %.4f in the mean, where chance explains %.4f: they cannot be taken at their word. Look for features whose effect is not linear in log-odds",
                                calibration.expectedError(), calibration.noiseFloor())
                        : "Its probabilities can be taken at their word");
    }

    private Finding schema() {
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

    private Finding predictionShift(double limit) {
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

    private Finding rows(double least) {
        boolean passed = candidate.trainingRows() >= least;
        return new Finding(
                Rule.TOO_FEW_ROWS,
                passed,
                say("%,d", candidate.trainingRows()),
                say("at least %,.0f", least),
                passed
                        ? "There are rows enough"
                        : say(
                                "It was trained on %,d rows, fewer than %,.0f: bring more, or lower the limit with --rule too_few_rows=...",
                                candidate.trainingRows(), least));
    }

    private Finding rowsOfServing(double fraction) {
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

    private Finding age(double days) {
        if (candidate.dataAge().isEmpty()) {
            return new Finding(Rule.DATA_TOO_OLD, true, "", say("at most %s days", days), "The data has no known age");
        }
        double age = candidate.dataAge().get().toMinutes() / (24.0 * 60);
        boolean passed = age <= days;
        return new Finding(
                Rule.DATA_TOO_OLD,
                passed,
                say("%.1f days", age),
                say("at most %s days", days),
                passed
                        ? "The data is recent"
                        : say(
                                "The newest data is %.1f days old, more than %s: look whether the export still runs",
                                age, days));
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

    @SuppressWarnings("AnnotateFormatMethod")
    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
