package dev.tryops.bench;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ModelMetadata;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.FileObjectStore;
import dev.tryops.registry.Justification;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.PromotionResult;
import dev.tryops.registry.ServingPointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A directory store with the models of one width, as the training job writes it. */
public record TrainedStore(Path root) {

    public static final String ENVIRONMENT = "production";

    private static final EnvironmentName NAME = new EnvironmentName(ENVIRONMENT);
    private static final String PROPERTY = "tryops.bench.store";
    private static final int MINUTES = 3;
    private static final Path JAR = Path.of("training-job/target/training-job-exec.jar");

    /** The store that a benchmark's process was started with. */
    public static TrainedStore ofBenchmark() {
        return new TrainedStore(Path.of(System.getProperty(PROPERTY, "bench/target/run/store-5")));
    }

    String asProperty() {
        return "-D" + PROPERTY + "=" + root;
    }

    /** Adds and promotes a model of credit approvals: five features. */
    void trainOnCredit(int seed) throws IOException {
        train("--synthetic", "5000", "--random-state", Integer.toString(seed));
    }

    /** Adds and promotes a model of {@code features} numbers. */
    void trainOnWideData(int features) throws IOException {
        Path csv = WideCsv.write(Files.createDirectories(root).resolveSibling("wide-" + features + ".csv"), features);
        train("--data", csv.toString(), "--target", WideCsv.TARGET);
    }

    private void train(String... data) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                JavaHome.java(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx1g",
                "-jar",
                JAR.toString(),
                "--store",
                root.toString(),
                "--environment",
                ENVIRONMENT,
                "--policy",
                "local"));
        command.addAll(List.of(data));
        Child.run(command, Map.of(), root.resolveSibling(root.getFileName() + ".training.log"), MINUTES);
    }

    public ModelRegistry registry() {
        return new ModelRegistry(FileObjectStore.at(root), Clock.systemUTC());
    }

    List<ModelVersion> versions() {
        return registry().versions().toList();
    }

    ModelMetadata servingMetadata() {
        ModelVersion version = inForce().pointer().modelVersion();
        return registry().metadata(version).orElseThrow(() -> new IllegalStateException(version + " has no metadata"));
    }

    /** Serves {@code version} and returns the pointer that says so. */
    ServingPointer promote(ModelVersion version) {
        PromotionResult result =
                registry().promote(NAME, version, inForce(), new Justification("bench", "swap under measurement"));
        if (result instanceof PromotionResult.Promoted promoted) {
            return promoted.now();
        }
        throw new IllegalStateException("The promotion did not succeed: " + result);
    }

    private PointerState.InForce inForce() {
        if (registry().serving(NAME) instanceof PointerState.InForce pointer) {
            return pointer;
        }
        throw new IllegalStateException("Nothing serves in " + root);
    }
}
