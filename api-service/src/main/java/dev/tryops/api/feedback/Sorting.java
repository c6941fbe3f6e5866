package dev.tryops.api.feedback;

import dev.tryops.api.predict.Violations;
import dev.tryops.model.ClassLabel;
import dev.tryops.predictions.Feedback.Label;
import dev.tryops.predictions.PredictionId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The labels of one request by the day of their predictions.
 *
 * @param known as many of what was reported as could be of predictions; the same label twice is kept once
 * @param unknown how many others there were
 */
record Sorting(SortedMap<LocalDate, List<Label>> byDay, int known, int unknown) {

    /** So many objects are written for one request. */
    static final int MOST_DAYS = 100;

    static Sorting of(List<Reported> reported, Instant now, Violations violations) {
        SortedMap<LocalDate, List<Label>> byDay = new TreeMap<>();
        Map<PredictionId, ClassLabel> seen = new HashMap<>();
        int known = 0;
        for (Reported each : reported) {
            Optional<PredictionId> id = PredictionId.drawnUntil(now, each.id());
            if (id.isEmpty()) {
                continue;
            }
            known++;
            ClassLabel before = seen.putIfAbsent(id.get(), each.label());
            if (before == null) {
                byDay.computeIfAbsent(id.get().day(), day -> new ArrayList<>())
                        .add(new Label(id.get().value(), each.label()));
            } else if (!before.equals(each.label())) {
                violations.add(
                        each.pointer() + "/label",
                        "conflicting_label",
                        "The prediction has another label in this request");
            }
        }
        if (byDay.size() > MOST_DAYS) {
            violations.add(
                    "/labels",
                    "too_many_days",
                    "The predictions are of %d days, at most %d are accepted at once"
                            .formatted(byDay.size(), MOST_DAYS));
        }
        return new Sorting(byDay, known, reported.size() - known);
    }
}
