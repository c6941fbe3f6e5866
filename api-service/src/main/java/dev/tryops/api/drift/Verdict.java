package dev.tryops.api.drift;

import dev.tryops.api.drift.DriftReport.Compared;
import dev.tryops.api.drift.DriftReport.Score;
import dev.tryops.api.drift.Windows.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a check found.
 *
 * @param scores of the features in schema order, and of the prediction last
 */
record Verdict(
        DriftReport report,
        List<Map<DriftType, Score>> scores,
        @Nullable EstimatedQuality estimated) {

    /** The alarm that one test raised about one feature. */
    record Alarm(String feature, DriftType type) implements Comparable<Alarm> {
        @Override
        public int compareTo(Alarm other) {
            int byFeature = feature.compareTo(other.feature);
            return byFeature != 0 ? byFeature : type.compareTo(other.type);
        }
    }

    Set<Alarm> alarms(Plan plan) {
        Set<Alarm> alarms = new TreeSet<>();
        for (int i = 0; i < scores.size(); i++) {
            String feature = plan.all().get(i).reference().name();
            scores.get(i).forEach((type, score) -> {
                if (score.alarms()) {
                    alarms.add(new Alarm(feature, type));
                }
            });
        }
        return alarms;
    }

    /** A feature's row in a report; without scores where there is no verdict yet. */
    static Compared compared(Plan.Entry entry, Map<DriftType, Score> scores, Window window) {
        Reference reference = entry.reference();
        List<String> alarms = new ArrayList<>();
        Map<String, Score> labelled = new LinkedHashMap<>();
        scores.forEach((type, score) -> {
            labelled.put(type.label(), score);
            if (score.alarms()) {
                alarms.add(type.label());
            }
        });
        return new Compared(
                reference.name(),
                reference.type(),
                !alarms.isEmpty(),
                alarms,
                labelled,
                bins(reference, entry.bins(window.cells())),
                mean(entry, window.cells()),
                Double.isNaN(reference.mean()) ? null : reference.mean(),
                reference.notCompared());
    }

    private static List<DriftReport.Bin> bins(Reference reference, long[] current) {
        double baselineRows = Math.max(1, Divergence.total(reference.counts()));
        double rows = Math.max(1, Divergence.total(current));
        List<DriftReport.Bin> bins = new ArrayList<>();
        for (int i = 0; i < current.length; i++) {
            Reference.Bin bin = reference.bins().get(i);
            bins.add(new DriftReport.Bin(
                    bin.key(),
                    bin.label(),
                    bin.lower(),
                    bin.upper(),
                    reference.counts()[i] / baselineRows,
                    current[i] / rows));
        }
        return bins;
    }

    private static @Nullable Double mean(Plan.Entry entry, long[] cells) {
        Reference reference = entry.reference();
        if (!(reference.std() > 0)) {
            return null;
        }
        long[] bins = entry.bins(cells);
        long present = Divergence.total(Arrays.copyOf(bins, bins.length - 1));
        return present == 0
                ? null
                : reference.mean() + reference.std() * NumberColumn.sum(reference, cells, entry.offset()) / present;
    }
}
