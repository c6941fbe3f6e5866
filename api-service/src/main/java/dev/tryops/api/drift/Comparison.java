package dev.tryops.api.drift;

import dev.tryops.api.drift.Divergence.Pearson;
import dev.tryops.api.drift.DriftReport.Score;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** A window of one feature, or of the prediction, against the baseline. */
final class Comparison {

    private final Plan.Entry entry;
    private final Reference reference;
    private final Calibration calibration;
    private final long[] cells;
    private final long[] bins;
    private final long rows;
    private final long present;

    private Comparison(Plan.Entry entry, Calibration calibration, long[] cells) {
        this.entry = entry;
        this.reference = entry.reference();
        this.calibration = calibration;
        this.cells = cells;
        this.bins = entry.bins(cells);
        this.rows = Divergence.total(bins);
        this.present = rows - bins[bins.length - 1];
    }

    /** A score for each test that these rows allow. */
    static Map<DriftType, Score> of(Plan.Entry entry, Calibration calibration, long[] cells) {
        Map<DriftType, Score> scores = new EnumMap<>(DriftType.class);
        if (entry.reference().tests().isEmpty()) {
            return scores;
        }
        Comparison comparison = new Comparison(entry, calibration, cells);
        if (comparison.rows > 0) {
            comparison.addTo(scores);
        }
        return scores;
    }

    private void addTo(Map<DriftType, Score> scores) {
        for (DriftType test : reference.tests()) {
            switch (test) {
                case PSI -> scores.put(test, psi());
                case MISSING -> scores.put(test, missing());
                case UNSEEN -> scores.put(test, unseen());
                case CHI_SQUARE -> addChiSquare(scores);
                case KS, MEAN_SHIFT, OUT_OF_RANGE -> {
                    if (present > 0) {
                        scores.put(test, ofValues(test));
                    }
                }
            }
        }
    }

    private Score ofValues(DriftType test) {
        return switch (test) {
            case KS -> ks();
            case MEAN_SHIFT -> meanShift();
            default -> outOfRange();
        };
    }

    private Score psi() {
        return new Score(Divergence.psi(reference.counts(), bins), calibration.psi(bins.length, effectiveSize()));
    }

    private double effectiveSize() {
        return Divergence.effectiveSize(Divergence.total(reference.counts()), rows);
    }

    private Score ks() {
        double value = Divergence.ks(withoutMissing(reference.counts()), withoutMissing(bins));
        return new Score(value, calibration.ks(Divergence.effectiveSize(reference.present(), present)));
    }

    private static long[] withoutMissing(long[] bins) {
        return Arrays.copyOf(bins, bins.length - 1);
    }

    private void addChiSquare(Map<DriftType, Score> scores) {
        Pearson table = Divergence.chiSquare(reference.withoutRare(reference.counts()), reference.withoutRare(bins));
        if (table.degreesOfFreedom() > 0) {
            scores.put(
                    DriftType.CHI_SQUARE, new Score(table.statistic(), calibration.chiSquare(table, effectiveSize())));
        }
    }

    private Score meanShift() {
        double mean = NumberColumn.sum(reference, cells, entry.offset()) / present;
        double variance = NumberColumn.sumOfSquares(reference, cells, entry.offset()) / present - mean * mean;
        return new Score(Math.abs(mean), calibration.meanShift(reference.present(), present, variance));
    }

    private Score missing() {
        return rise(bins[bins.length - 1], (double) reference.missing(), Divergence.total(reference.counts()), rows);
    }

    private Score unseen() {
        double expected = reference.rarity() == null ? 0 : reference.rarity().unlisted();
        // One more, for the category that was just not drawn for training.
        return rise(bins[bins.length - 2], expected + 1, Divergence.total(reference.counts()), rows);
    }

    private Score outOfRange() {
        return rise(NumberColumn.outOfRange(reference, cells, entry.offset()), 1, reference.present(), present);
    }

    private Score rise(long count, double baselineCount, long baselineRows, long of) {
        return new Score((double) count / of, calibration.rise(baselineCount, baselineRows, of));
    }
}
