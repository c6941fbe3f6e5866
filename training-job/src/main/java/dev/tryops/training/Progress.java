package dev.tryops.training;

import dev.tryops.training.data.ReadProgress;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
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

    /** The names of all steps, in order. */
    void expect(List<String> steps);

    /** How far reading is. */
    void rows(ReadProgress read);

    /** What a caller should look at, although the run goes on. */
    void warn(String sentence);

    /** What a caller must not overlook. */
    void complain(String sentence);

    private static String line(ReadProgress read, long nanos) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%,d rows", read.rows()));
        read.percent().ifPresent(percent -> line.append(", ").append(percent).append(" %"));
        read.secondsLeft(nanos)
                .ifPresent(seconds -> line.append(", ").append(seconds).append(" s left"));
        return line.toString();
    }

    /** Lines for people: the name of a step at once, its figures behind it. */
    static Progress lines(PrintStream out, PrintStream complaints, boolean atTerminal) {
        return new Progress() {
            private List<String> steps = List.of();
            private String begun = "";
            private long start;
            private long shown;

            @Override
            public void expect(List<String> names) {
                steps = names;
            }

            @Override
            public void announce(String line) {
                out.println(line);
            }

            @Override
            public void during(String step, Supplier<String> work) {
                begun = String.format(Locale.ROOT, "  %s%-9s ", place(step), step);
                start = System.nanoTime();
                shown = start;
                out.print(begun);
                out.flush();
                try {
                    String figures = work.get();
                    out.print(atTerminal ? "\r" + begun : "");
                    out.printf(Locale.ROOT, "%-58s %6.2f s%n", figures, (System.nanoTime() - start) / 1e9);
                } catch (RuntimeException | Error e) {
                    out.println("failed");
                    throw e;
                }
            }

            private String place(String step) {
                int number = steps.indexOf(step) + 1;
                return number == 0 ? "" : String.format(Locale.ROOT, "%2d/%d ", number, steps.size());
            }

            /** Over what was shown before, and not more often than anybody can read. */
            @Override
            public void rows(ReadProgress read) {
                if (atTerminal && System.nanoTime() - shown > REDRAW_NANOS) {
                    shown = System.nanoTime();
                    out.printf(Locale.ROOT, "\r%s%-58s", begun, line(read, shown - start));
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
            private List<String> steps = List.of();
            private long start;

            @Override
            public void expect(List<String> names) {
                steps = names;
            }

            @Override
            public void announce(String line) {
                log.info(line.strip());
            }

            @Override
            public void during(String step, Supplier<String> work) {
                start = System.nanoTime();
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
                        .addKeyValue("number", steps.indexOf(step) + 1)
                        .addKeyValue("of", steps.size())
                        .addKeyValue("seconds", (System.nanoTime() - start) / 1e9)
                        .log(message);
            }

            /** A line for every so many: what collects logs wants to see that a long step goes on. */
            @Override
            public void rows(ReadProgress read) {
                if (read.rows() % ROWS_PER_EVENT == 0) {
                    LoggingEventBuilder event =
                            log.atInfo().addKeyValue("rows", read.rows()).addKeyValue("bytes", read.bytes());
                    event = read.total() < 0 ? event : event.addKeyValue("total_bytes", read.total());
                    OptionalLong left = read.secondsLeft(System.nanoTime() - start);
                    event = left.isEmpty() ? event : event.addKeyValue("seconds_left", left.getAsLong());
                    event.log("reading");
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
