package dev.tryops.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
            exit("BENCH is 'training', 'serving', 'monitoring', 'quick' or 'full', not '" + name + "'");
        } else if (!plan.documented() && !out.isEmpty()) {
            exit("A quick run is not written to a document: leave BENCH=quick or BENCH_OUT away");
        } else {
            if (plan.serving() || plan.monitoring()) {
                requireTools();
            }
            Folders.clear(FOLDER);
            Files.createDirectories(FOLDER);
            List<Section> sections = measure(plan, FOLDER.toAbsolutePath());
            if (!out.isEmpty()) {
                new Document(sections).writeTo(Path.of(out));
            }
        }
    }

    private static List<Section> measure(Plan plan, Path folder) throws IOException {
        List<Section> sections = new ArrayList<>();
        if (plan.serving()) {
            sections.add(Serving.measure(new Run(plan, folder, plan.limit())));
            System.out.println(sections.getLast().text());
        }
        if (plan.monitoring()) {
            sections.add(Monitoring.measure(new Run(plan, folder, plan.limit())));
            System.out.println(sections.getLast().text());
        }
        if (plan.training().isPresent()) {
            TrainingPlan training = plan.training().get();
            sections.add(Training.measure(new Run(plan, folder, training.limit()), training));
            System.out.println(sections.getLast().text());
        }
        return sections;
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

    private static void exit(String message) {
        System.err.println(message);
        System.exit(2);
    }
}
