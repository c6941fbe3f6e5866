package dev.tryops.training.fit;

import dev.tryops.model.GoldenRow;
import dev.tryops.training.data.Dataset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/**
 * Chooses golden rows greedily: every class, for every swap of two columns that moves a probability a row where it
 * does, two values of every feature that has two, and then rows from all over the hold-out.
 */
final class GoldenRowSelection {

    /** Rows times pairs of columns that one look for the best row may cost. */
    private static final long MOST_COMPARISONS = 20_000_000;

    private static final int MOST_CANDIDATES = 1_000;
    private static final int LEAST_CANDIDATES = 2 * GoldenRow.COUNT;

    private final Dataset holdOut;
    private final ColumnSwaps swaps;
    private final int wanted;
    private final TreeSet<Integer> rows = new TreeSet<>();
    private List<ColumnSwaps.Pair> unnoticed;
    private List<Integer> unvaried;

    private GoldenRowSelection(LogisticModel model, Dataset holdOut) {
        this.holdOut = holdOut;
        this.swaps = new ColumnSwaps(model, holdOut);
        this.wanted = Math.min(GoldenRow.COUNT, holdOut.rows());
        this.unnoticed = swaps.candidates();
        this.unvaried = IntStream.range(0, holdOut.features()).boxed().toList();
    }

    static GoldenRowSelection from(LogisticModel model, Dataset holdOut) {
        GoldenRowSelection selection = new GoldenRowSelection(model, holdOut);
        selection.chooseEveryClass();
        selection.noticeSwaps();
        selection.varyFeatures();
        selection.fill();
        return selection;
    }

    SortedSet<Integer> rows() {
        return Collections.unmodifiableSortedSet(rows);
    }

    /** How many pairs of columns no chosen row tells apart, although some row of the hold-out would. */
    int indistinguishable() {
        return (int) unnoticed.stream().filter(swaps::isNoticeableAnywhere).count();
    }

    private void chooseEveryClass() {
        for (int klass = 0; klass < holdOut.classLabels().size(); klass++) {
            int wantedClass = klass;
            IntStream ofClass = IntStream.range(0, holdOut.rows()).filter(row -> holdOut.classOf(row) == wantedClass);
            ofClass.findFirst().ifPresent(this::choose);
        }
    }

    private void noticeSwaps() {
        chooseWhileUseful(this::noticedBy);
        for (ColumnSwaps.Pair pair : List.copyOf(unnoticed)) {
            if (rows.size() == wanted) {
                return;
            }
            if (rows.stream().noneMatch(row -> swaps.isNoticeable(pair, row))) {
                swaps.firstNoticeable(pair).ifPresent(this::choose);
            }
        }
    }

    private long noticedBy(int row) {
        return unnoticed.stream().filter(pair -> swaps.isNoticeable(pair, row)).count();
    }

    private void varyFeatures() {
        chooseWhileUseful(this::variedBy);
        for (int feature : List.copyOf(unvaried)) {
            if (rows.size() == wanted) {
                return;
            }
            if (rows.stream().noneMatch(row -> differs(feature, row))) {
                IntStream.range(0, holdOut.rows())
                        .filter(row -> differs(feature, row))
                        .findFirst()
                        .ifPresent(this::choose);
            }
        }
    }

    private long variedBy(int row) {
        return unvaried.stream().filter(feature -> differs(feature, row)).count();
    }

    /** Whether {@code row} has another value than the rows chosen so far, which all have the same. */
    private boolean differs(int feature, int row) {
        return Double.compare(holdOut.input(feature, row), holdOut.input(feature, rows.getFirst())) != 0;
    }

    /** Adds the candidate of most use, again and again, until none is of any. */
    private void chooseWhileUseful(IntToLongFunction use) {
        while (rows.size() < wanted) {
            int step = step();
            int best = -1;
            long most = 0;
            for (int row = 0; row < holdOut.rows(); row += step) {
                long useOfRow = use.applyAsLong(row);
                if (useOfRow > most) {
                    most = useOfRow;
                    best = row;
                }
            }
            if (best < 0) {
                return;
            }
            choose(best);
        }
    }

    /** The fewer pairs are left to look at, the more rows are looked at. */
    private int step() {
        long affordable = MOST_COMPARISONS / Math.max(1, unnoticed.size());
        return Math.max(1, holdOut.rows() / Math.clamp(affordable, LEAST_CANDIDATES, MOST_CANDIDATES));
    }

    private void choose(int row) {
        rows.add(row);
        unnoticed = unnoticed.stream()
                .filter(pair -> !swaps.isNoticeable(pair, row))
                .toList();
        unvaried = unvaried.stream().filter(feature -> !differs(feature, row)).toList();
    }

    private void fill() {
        int stride = Math.max(1, holdOut.rows() / wanted);
        List<Integer> spread = new ArrayList<>();
        IntStream.iterate(0, row -> row < holdOut.rows(), row -> row + stride).forEach(spread::add);
        IntStream.range(0, holdOut.rows()).limit(2L * wanted).forEach(spread::add);
        spread.stream().takeWhile(row -> rows.size() < wanted).forEach(rows::add);
    }
}
