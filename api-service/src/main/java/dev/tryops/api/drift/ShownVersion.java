package dev.tryops.api.drift;

import dev.tryops.api.drift.DriftReport.Score;
import dev.tryops.api.drift.Watch.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A version that has series, and what they say. Meters do not keep alive what they read from; whoever holds this does. */
final class ShownVersion {

    static final int MOST_FEATURES = 200;

    private final Subject subject;
    private final Set<String> names = new HashSet<>();
    private boolean judged;

    private volatile Optional<Verdict> verdict = Optional.empty();

    ShownVersion(Subject subject) {
        this.subject = subject;
        List<Plan.Entry> entries = subject.plan().all();
        for (int i = 0; i < entries.size(); i++) {
            if (hasSeries(i, entries.size())) {
                names.add(entries.get(i).reference().name());
            }
        }
    }

    /** Of the first features, and of the prediction, which is the last of the entries. */
    static boolean hasSeries(int index, int entries) {
        return index < MOST_FEATURES || index == entries - 1;
    }

    boolean hasSeries(String name) {
        return names.contains(name);
    }

    Subject subject() {
        return subject;
    }

    /** Shows what a check found, and answers whether it is the first of this version. */
    boolean judge(Verdict found) {
        verdict = Optional.of(found);
        boolean first = !judged;
        judged = true;
        return first;
    }

    /** Of a version that is replaced, also by itself, nothing is said any more. */
    void clear() {
        verdict = Optional.empty();
    }

    double accuracy() {
        return verdict.map(Verdict::estimated).map(EstimatedQuality::accuracy).orElse(Double.NaN);
    }

    double rocAuc() {
        return verdict.map(Verdict::estimated).map(EstimatedQuality::rocAuc).orElse(Double.NaN);
    }

    /** NaN while there is none. */
    double score(int index, DriftType type) {
        return verdict.map(of -> of.scores().get(index).get(type))
                .map(Score::value)
                .orElse(Double.NaN);
    }

    double drifted(int index) {
        return verdict.filter(of -> of.scores().get(index).values().stream().anyMatch(Score::alarms))
                        .isPresent()
                ? 1
                : 0;
    }
}
