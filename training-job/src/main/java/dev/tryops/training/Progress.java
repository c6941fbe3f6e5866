package dev.tryops.training;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** How a run tells what it does, while it does it. */
interface Progress {

    long REDRAW_NANOS = 100_000_000;
    long ROWS_PER_EVENT = 1_000_000;

    void announce(String line);

    /** Does {@code work} under the name of {@code step}, and tells its figures and its time when it is done. */
    void during(String step, Supplier<String> work);

    /** How far the present step is. */
    void rows(long count);

    /** What a caller should look at, although the run goes on. */
    void warn(String sentence);

    /** What a caller must not overlook. */
    void complain(String sentence);

    /** Lines for people: the name of a step at once, its figures behind it. */
    static Progress lines(PrintStream out, PrintStream complaints, boolean atTerminal) {
        return new Progress() {
            private String begun = "";
            private long shown;

            @Override
            public void announce(String line) {
                out.println(line);
            }

            @Override
            public void during(String step, Supplier<String> work) {
                begun = String.format(Locale.ROOT, "  %-9s ", step);
                shown = System.nanoTime();
                out.print(begun);
                out.flush();
                long start = System.nanoTime();
                try {
                    String figures = work.get();
                    out.print(atTerminal ? "\r" + begun : "");
                    out.printf(Locale.ROOT, "%-58s %6.2f s%n", figures, (System.nanoTime() - start) / 1e9);
                } catch (RuntimeException | Error e) {
                    out.println("failed");
                    throw e;
                }
            }

            /** Over what was shown before, and not more often than anybody can read. */
            @Override
            public void rows(long count) {
                if (atTerminal && System.nanoTime() - shown > REDRAW_NANOS) {
                    shown = System.nanoTime();
                    out.printf(Locale.ROOT, "\r%s%,d rows", begun, count);
                    out.flush();
                }
            }

            @Override
            public void warn(String sentence) {
                out.println("  warning: " + sentence);
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
                    tell(log.atInfo(), step, start, figures);
                } catch (RuntimeException | Error e) {
                    tell(log.atError(), step, start, "failed");
                    throw e;
                }
            }

            private void tell(LoggingEventBuilder event, String step, long start, String message) {
                event.addKeyValue("step", step)
                        .addKeyValue("seconds", (System.nanoTime() - start) / 1e9)
                        .log(message);
            }

            /** A line for every so many: what collects logs wants to see that a long step goes on. */
            @Override
            public void rows(long count) {
                if (count % ROWS_PER_EVENT == 0) {
                    log.atInfo().addKeyValue("rows", count).log("reading");
                }
            }

            @Override
            public void warn(String sentence) {
                log.warn(sentence);
            }

            @Override
            public void complain(String sentence) {
                log.error(sentence);
            }
        };
    }
}
