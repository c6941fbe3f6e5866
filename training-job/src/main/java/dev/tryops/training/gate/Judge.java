package dev.tryops.training.gate;

import dev.tryops.registry.PointerState;
import dev.tryops.registry.ServingPointer;
import dev.tryops.training.evaluate.Calibration;
import dev.tryops.training.fit.Parity;
import java.util.Locale;
import java.util.Optional;

/** Asks one rule after the other about one candidate and what it would replace. */
final class Judge {

    /** Of resampling, not of the data: a verdict is the same whenever it is asked for. */
    static final long SEED = 1;

    private final Candidate candidate;
    private final PointerState serving;
    private final Succession succession;

    Judge(Candidate candidate, PointerState serving, Optional<Incumbent> incumbent) {
        this.candidate = candidate;
        this.serving = serving;
        this.succession = new Succession(candidate, serving, incumbent);
    }

    Finding ask(Rule rule, double limit) {
        return switch (rule) {
            case PARITY_FAILED -> parity();
            case ON_HOLD -> hold();
            case MIN_ROC_AUC -> rocAuc(limit);
            case WORSE_THAN_SERVING -> succession.worseThanServing(limit);
            case MISCALIBRATED -> calibration(limit);
            case SCHEMA_CHANGED -> succession.schema();
            case PREDICTION_SHIFT -> succession.predictionShift(limit);
            case TOO_FEW_ROWS -> rows(limit);
            case FEWER_ROWS_THAN_SERVING -> succession.rowsOfServing(limit);
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

    private Finding age(double days) {
        if (candidate.dataAge().isEmpty()) {
            return new Finding(
                    Rule.DATA_TOO_OLD,
                    true,
                    Finding.UNKNOWN,
                    say("at most %s days", days),
                    "Nothing says how old the data is, as it did not come from files or a bucket");
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

    @SuppressWarnings("AnnotateFormatMethod")
    static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
