package dev.tryops.training.labels;

import dev.tryops.model.ExitCode;
import dev.tryops.model.ModelVersion;
import java.time.LocalDate;
import java.util.List;

/**
 * What a join found.
 *
 * @param judged each version on each day of which there are labels, by day
 * @param days the labels of each such day
 * @param damaged objects that were passed over
 * @param notes what is to be known and is no fault
 */
public record JoinReport(
        List<Judged> judged, List<LabelledDay> days, List<Written> written, List<Damage> damaged, List<String> notes) {

    public JoinReport {
        judged = List.copyOf(judged);
        days = List.copyOf(days);
        written = List.copyOf(written);
        damaged = List.copyOf(damaged);
        notes = List.copyOf(notes);
    }

    public record Judged(ModelVersion version, Judgement judgement) {}

    /** @param withoutARow labels of predictions that are not in the log, or of a version that cannot be judged */
    public record LabelledDay(LocalDate date, int labels, int withoutARow) {}

    /** What became of a version's file. */
    public record Written(ModelVersion version, Result result) {}

    public enum Result {
        CHANGED,
        UNCHANGED,
        LOST_RACE,
        UNKNOWN
    }

    public ExitCode exitCode() {
        if (written.stream().anyMatch(each -> each.result == Result.UNKNOWN)) {
            return ExitCode.OUTCOME_UNKNOWN;
        }
        if (written.stream().anyMatch(each -> each.result == Result.LOST_RACE)) {
            return ExitCode.LOST_RACE;
        }
        return damaged.isEmpty() ? ExitCode.DONE : ExitCode.BAD_DATA;
    }
}
