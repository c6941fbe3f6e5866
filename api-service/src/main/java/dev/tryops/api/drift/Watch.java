package dev.tryops.api.drift;

import dev.tryops.api.drift.DriftReport.Compared;
import dev.tryops.api.drift.DriftReport.Score;
import dev.tryops.api.drift.Windows.Window;
import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.api.serving.PredictionObserver;
import dev.tryops.api.serving.PredictionSink;
import dev.tryops.api.serving.ServingModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Watches one model from its swap in to its swap out. */
final class Watch implements PredictionObserver {

    private final Subject subject;
    private final Windows windows;
    private final Calibration calibration;
    private final DriftProperties properties;
    private final PredictionSink sink;

    private volatile @Nullable Verdict latest;

    /** A version and what has been counted of it, which a second model of the same version goes on counting. */
    record Subject(String version, Plan plan, Tally tally) {}

    Watch(Subject subject, DriftProperties properties, PredictionSink sink, Instant now) {
        this.subject = subject;
        this.properties = properties;
        this.sink = sink;
        this.windows = new Windows(subject.tally(), properties.windowSize(), properties.minSample(), now);
        int tests = subject.plan().all().stream()
                .mapToInt(entry -> entry.reference().tests().size())
                .sum();
        this.calibration = new Calibration(properties, tests);
    }

    @Override
    public void answered(ServingModel model, InferenceBuffers answered, int rows) {
        subject.plan().count(model, answered, rows, subject.tally().mine());
        sink.append(model, answered, rows);
    }

    Subject subject() {
        return subject;
    }

    /** Rows in the current window. */
    long rows() {
        return windows.rows();
    }

    /** Looks at the window that ends now, if enough rows have come since the last. Called by one thread. */
    Optional<Verdict> check(Instant now) {
        Optional<Verdict> verdict = windows.next(now).map(window -> judge(window, now));
        verdict.ifPresent(found -> latest = found);
        return verdict;
    }

    private Verdict judge(Window window, Instant now) {
        calibration.begin();
        List<Map<DriftType, Score>> scores = subject.plan().all().stream()
                .map(entry -> Comparison.of(entry, calibration, window.cells()))
                .toList();
        return new Verdict(report(window, scores, now), scores, subject.plan().estimate(window.cells()));
    }

    /** What the latest check found. */
    Optional<Verdict> latest() {
        return Optional.ofNullable(latest);
    }

    DriftReport report() {
        Verdict verdict = latest;
        if (verdict != null) {
            return verdict.report();
        }
        List<Map<DriftType, Score>> none = subject.plan().all().stream()
                .map(entry -> Map.<DriftType, Score>of())
                .toList();
        return report(windows.current(), none, null);
    }

    private DriftReport report(Window window, List<Map<DriftType, Score>> scores, @Nullable Instant now) {
        List<Plan.Entry> entries = subject.plan().all();
        List<Compared> compared = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            compared.add(Verdict.compared(entries.get(i), scores.get(i), window));
        }
        return new DriftReport(
                subject.version(),
                now,
                new DriftReport.Window(
                        window.rows(), properties.windowSize(), properties.minSample(), window.beganAt()),
                properties.alarmRate(),
                compared.stream().anyMatch(Compared::drifted),
                compared.subList(0, compared.size() - 1),
                compared.getLast());
    }
}
