package dev.tryops.bench;

import dev.tryops.model.ModelMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The training job as users run it, with one of its engines. */
record JobTrainer(String name, String engine, List<String> program, String javaOptions, int mostRows)
        implements Trainer {

    /** Mebibytes; the engine that fits in passes has to live with it, whatever the number of rows. */
    static final int BOUNDED_HEAP = 256;

    private static final int TRIBUO_HEAP = 1_024;
    private static final int TRIBUO_ROWS = 1_000_000;
    private static final int MINUTES = 5;

    /** The steps that scikit-learn's script has, too. */
    private static final Set<String> SHARED = Set.of("ingest", "split", "fit", "evaluate");

    private static final String PROGRAM = "target/dist/bin/training-job";

    /** The engines, and Spark where {@code BENCH_SPARK} says how it is started. */
    static List<JobTrainer> all() {
        List<JobTrainer> all = new ArrayList<>(List.of(newton(), tribuo()));
        String spark = System.getenv().getOrDefault("BENCH_SPARK", "").strip();
        if (!spark.isEmpty()) {
            all.add(new JobTrainer("spark", "spark", Arrays.asList(spark.split("\\s+")), "", Integer.MAX_VALUE));
        }
        return List.copyOf(all);
    }

    static JobTrainer newton() {
        return java("newton", BOUNDED_HEAP, Integer.MAX_VALUE);
    }

    static JobTrainer tribuo() {
        return java("tribuo", TRIBUO_HEAP, TRIBUO_ROWS);
    }

    private static JobTrainer java(String engine, int heap, int mostRows) {
        String limit = "-Xmx" + heap + "m";
        return new JobTrainer(engine + ", " + limit, engine, List.of(PROGRAM), limit, mostRows);
    }

    Map<String, String> environment() {
        return Map.of("JAVA_OPTS", javaOptions, "LOG_FORMAT", "json");
    }

    /** Of these steps, as the job's own log has them. */
    private static double secondsOf(Set<String> steps, Path log) throws IOException {
        double seconds = 0;
        for (String line : Files.readAllLines(log)) {
            JsonNode event = line.startsWith("{") ? JsonMapper.shared().readTree(line) : MissingNode.getInstance();
            seconds += steps.contains(event.path("step").asString(""))
                    ? event.path("seconds").doubleValue(0)
                    : 0;
        }
        return seconds;
    }

    @Override
    public Trained train(Path file, Path folder) throws IOException {
        TrainedStore store = new TrainedStore(folder.resolve("store"));
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of("--data", file.toString(), "--target", CreditFiles.TARGET));
        command.addAll(List.of("--engine", engine, "--policy", "local"));
        command.addAll(List.of("--store", store.root().toString(), "--environment", TrainedStore.ENVIRONMENT));
        Path log = folder.resolve("job.log");
        Child.Usage usage = Child.measure(command, environment(), log, MINUTES);
        ModelMetadata made = store.servingMetadata();
        return new Trained(
                usage.seconds(),
                secondsOf(SHARED, log),
                made.trainingDurationSeconds(),
                usage.peakKilobytes() / 1024.0,
                usage.anonymousKilobytes() / 1024.0,
                made.metrics().logLoss());
    }
}
