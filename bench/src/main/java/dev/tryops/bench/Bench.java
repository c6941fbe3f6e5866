package dev.tryops.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** {@code make bench}: measures everything in turn and prints a table of it. */
public final class Bench {

    private static final Path FOLDER = Path.of("bench/target/run");

    private Bench() {}

    public static void main(String[] args) throws IOException {
        String name = args.length > 0 ? args[0] : "";
        Plan plan = Plan.named(name);
        String out = System.getenv().getOrDefault("BENCH_OUT", "");
        if (plan == null) {
            exit("BENCH is 'quick' or 'full', not '" + name + "'");
        } else if (!plan.documented() && !out.isEmpty()) {
            exit("A quick run is not written to a document: leave BENCH=quick or BENCH_OUT away");
        } else {
            requireTools();
            clear(FOLDER);
            Files.createDirectories(FOLDER);
            Section serving = Serving.measure(new Run(plan, FOLDER.toAbsolutePath()));
            System.out.println(serving.text());
            if (!out.isEmpty()) {
                new Document(List.of(serving)).writeTo(Path.of(out));
            }
        }
    }

    private static void requireTools() {
        for (String tool : List.of("wrk", "taskset")) {
            boolean found = Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
            if (!found) {
                exit("make bench needs '" + tool + "': on Debian, apt-get install wrk util-linux");
            }
        }
    }

    private static void clear(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void exit(String message) {
        System.err.println(message);
        System.exit(2);
    }
}
