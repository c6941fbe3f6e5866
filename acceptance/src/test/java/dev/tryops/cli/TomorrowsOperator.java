package dev.tryops.cli;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** The operators' command with a clock two days ahead, when every grace is over. */
public final class TomorrowsOperator {

    private static final Duration AHEAD = Duration.ofDays(2);

    private TomorrowsOperator() {}

    /** Deletes what never got a manifest, and returns what it wrote. */
    public static String prune(String store) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
        Console console = new Console(
                out,
                out,
                new BufferedReader(Reader.nullReader()),
                false,
                "tomorrow",
                Map.of("MODEL_STORE", store),
                Clock.offset(Clock.systemUTC(), AHEAD));
        int code = Tryops.run(console, "prune", "--keep", "1000", "--yes");
        if (code != 0) {
            throw new AssertionError("prune ended with " + code + ": " + written.toString(StandardCharsets.UTF_8));
        }
        return written.toString(StandardCharsets.UTF_8);
    }
}
