package dev.tryops.training;

import dev.tryops.model.ExitCode;
import dev.tryops.training.data.ReadProgress;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the caller sees: progress while the job works, a result at the end, and complaints apart from both. Where the
 * result is JSON, or progress is for a collector of logs, standard output holds nothing but the result.
 */
final class Terminal {

    private final PrintStream out;
    private final Progress progress;
    private final boolean json;

    Terminal(PrintStream out, Progress progress, boolean json) {
        this.out = out;
        this.progress = progress;
        this.json = json;
    }

    void announce(String line) {
        progress.announce(line);
    }

    /** Shows {@code work} under {@code step}. */
    void during(String step, Supplier<String> work) {
        progress.during(step, work);
    }

    /** The names of the steps that will follow, in order. */
    void expect(List<String> steps) {
        progress.expect(steps);
    }

    /** How far the present step has got. */
    void rows(ReadProgress read) {
        progress.rows(read);
    }

    void warn(String sentence) {
        progress.warn(sentence);
    }

    ExitCode conclude(Report report) {
        out.println(json ? report.json() : report.table());
        ExitCode code = report.outcome().exitCode();
        if (code != ExitCode.DONE) {
            complain(report.sentence());
        } else {
            progress.announce("  " + report.sentence());
        }
        return code;
    }

    ExitCode conclude(Failure failure) {
        complain(failure.sentence());
        return failure.code();
    }

    /** Apart from progress and result. */
    void complain(String sentence) {
        progress.complain(sentence);
    }
}
