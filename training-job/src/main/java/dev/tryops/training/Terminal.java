package dev.tryops.training;

import dev.tryops.model.ExitCode;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What the caller sees: progress while the job works, a result at the end, and complaints apart from both. Where the
 * result is JSON, standard output holds nothing else.
 */
final class Terminal {

    private final PrintStream out;
    private final PrintStream err;
    private final boolean json;

    Terminal(PrintStream out, PrintStream err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    private PrintStream progress() {
        return json ? err : out;
    }

    void announce(String line) {
        progress().println(line);
    }

    /** Shows {@code work} under {@code step}, its name at once, its figures and its time when it is done. */
    void during(String step, Supplier<String> work) {
        progress().printf("  %-9s ", step);
        progress().flush();
        long start = System.nanoTime();
        try {
            String figures = work.get();
            progress().printf(Locale.ROOT, "%-58s %6.2f s%n", figures, (System.nanoTime() - start) / 1e9);
        } catch (RuntimeException | Error e) {
            progress().println("failed");
            throw e;
        }
    }

    ExitCode conclude(Report report) {
        out.println(json ? report.json() : report.table());
        ExitCode code = report.outcome().exitCode();
        if (code != ExitCode.DONE) {
            complain(report.sentence());
        } else {
            progress().println("  " + report.sentence());
        }
        return code;
    }

    ExitCode conclude(Failure failure) {
        complain(failure.sentence());
        return failure.code();
    }

    private void complain(String sentence) {
        err.println("training-job: " + sentence);
    }
}
