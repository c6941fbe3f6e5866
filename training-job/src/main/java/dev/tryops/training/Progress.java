package dev.tryops.training;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a run tells what it does, while it does it. */
interface Progress {

    void announce(String line);

    /** Does {@code work} under the name of {@code step}, and tells its figures and its time when it is done. */
    void during(String step, Supplier<String> work);

    /** What a caller must not overlook. */
    void complain(String sentence);

    /** Lines for people: the name of a step at once, its figures behind it. */
    static Progress lines(PrintStream out, PrintStream complaints) {
        return new Progress() {
            @Override
            public void announce(String line) {
                out.println(line);
            }

            @Override
            public void during(String step, Supplier<String> work) {
                out.printf("  %-9s ", step);
                out.flush();
                long start = System.nanoTime();
                try {
                    String figures = work.get();
                    out.printf(Locale.ROOT, "%-58s %6.2f s%n", figures, (System.nanoTime() - start) / 1e9);
                } catch (RuntimeException | Error e) {
                    out.println("failed");
                    throw e;
                }
            }

            @Override
            public void complain(String sentence) {
                complaints.println("training-job: " + sentence);
            }
        };
    }

    /** Events in the log, for whatever collects it. */
    static Progress events() {
        Logger log = LoggerFactory.getLogger(Progress.class);
        return new Progress() {
            @Override
            public void announce(String line) {
                log.info(line.strip());
            }

            @Override
            public void during(String step, Supplier<String> work) {
                long start = System.nanoTime();
                try {
                    String figures = work.get();
                    log.atInfo()
                            .addKeyValue("step", step)
                            .addKeyValue("seconds", (System.nanoTime() - start) / 1e9)
                            .log(figures);
                } catch (RuntimeException | Error e) {
                    log.atError()
                            .addKeyValue("step", step)
                            .addKeyValue("seconds", (System.nanoTime() - start) / 1e9)
                            .log("failed");
                    throw e;
                }
            }

            @Override
            public void complain(String sentence) {
                log.error(sentence);
            }
        };
    }
}
