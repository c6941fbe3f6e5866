package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service whose clock is set while clients use it, as a virtual machine's is that was asleep. Needs libfaketime (Debian's
 * {@code faketime}), which gives one process a clock of its own.
 */
@Tag("faults")
class SteppedClockIT {

    private static final Map<String, Integer> SOMEONE = Map.of("age", 30, "income", 60_000);

    /** Each longer than an idle connection is kept. */
    private static final List<Integer> STEPS_SECONDS = List.of(90, 180, -100, 3_600);

    @TempDir
    Path directory;

    @Test
    void settingTheClockFailsNoRequest() throws IOException {
        Path library = libfaketime();
        Store store = new Store(directory.resolve("store"));
        Training.succeed(
                store.root(),
                "--data",
                CreditCsv.write(directory.resolve("a.csv"), true, 2_000, 1).toString());
        Path clock = Files.writeString(directory.resolve("clock"), "+0\n");
        Map<String, String> faked = new HashMap<>(Map.of(
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME_TIMESTAMP_FILE",
                clock.toString(),
                "FAKETIME_CACHE_DURATION",
                "1", // seconds between two looks at the file
                "DONT_FAKE_MONOTONIC",
                "1"));

        try (Api api = Api.start(store, faked).awaitReady();
                LoadClients clients = new LoadClients(8, api, store, SOMEONE)) {
            for (int seconds : STEPS_SECONDS) {
                awaitAnswers(clients);
                Files.writeString(clock, "%+d%n".formatted(seconds));
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> Duration.between(Instant.now().plusSeconds(seconds), timeOf(api))
                                        .abs()
                                        .toSeconds()
                                < 5);
                awaitAnswers(clients);
            }
            clients.close();

            assertThat(clients.failures()).isEmpty();
        }
    }

    private static void awaitAnswers(LoadClients clients) {
        int before = clients.requests();
        await().atMost(Duration.ofSeconds(20)).until(() -> clients.requests() > before + 500);
    }

    /** What the service takes for the time of day. */
    private static Instant timeOf(Api api) {
        String date = api.get("/health").headers().firstValue("Date").orElseThrow();
        return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }

    private static Path libfaketime() {
        Path library = Stream.of("/usr/lib", "/usr/lib64")
                .map(Path::of)
                .flatMap(root -> Stream.of(
                        root.resolve("x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
                        root.resolve("aarch64-linux-gnu/faketime/libfaketimeMT.so.1"),
                        root.resolve("faketime/libfaketimeMT.so.1")))
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
        assumeThat(library).as("libfaketime, of Debian's package faketime").isNotNull();
        return library;
    }
}
