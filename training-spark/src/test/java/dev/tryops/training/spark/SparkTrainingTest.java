package dev.tryops.training.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ExitCode;
import dev.tryops.model.ModelMetadata;
import dev.tryops.registry.FetchResult;
import dev.tryops.registry.FileObjectStore;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.ServingPointer;
import dev.tryops.training.TrainingApplication;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole program, with Spark on two threads of this machine. */
class SparkTrainingTest {

    @RegisterExtension
    final LocalSpark spark = new LocalSpark();

    @TempDir
    Path directory;

    @Test
    void publishesAndPromotesAModelThatCanBeTrainedAgain() {
        Run run = train("--synthetic", "5000", "--policy", "strict");

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .containsPattern("fit +4,000 rows x 5 features, Spark, \\d+ iterations, L2 0.0, 1 partition ")
                .containsPattern("parity +off by at most")
                .contains("promoted to production as revision 1");
        assertThat(run.err()).isEmpty();
        ServingPointer serving = serving();
        ModelMetadata metadata = ((FetchResult.Fetched) registry().fetch(serving)).metadata();
        assertThat(metadata.hyperparameters())
                .containsEntry("engine", "spark")
                .containsEntry("optimizer", "lbfgs")
                .containsEntry("converged", true)
                .containsEntry("partitions", 1)
                .containsKeys("iterations", "l2", "class_weight");
        assertThat(metadata.dependencies()).containsEntry("spark", "4.1.0");
        assertThat(directory.resolve("store/reports/" + serving.modelVersion() + ".html"))
                .content()
                .contains("spark");

        Run again = train("--verify", serving.modelVersion().value(), "--work-dir", work().toString());

        assertThat(again.code()).as(again.err()).isEqualTo(ExitCode.DONE);
        assertThat(again.out()).contains("trained again, byte for byte the same");
    }

    @Test
    void refusesDataThatALineSeparatesAndLeavesNoRowsBehind() throws IOException {
        StringBuilder csv = new StringBuilder("noise,answer,approved\n");
        for (int i = 0; i < 400; i++) {
            csv.append("%d,%d,%d%n".formatted(i * 37 % 101, i % 2 * 5 + i % 3, i % 2));
        }
        Path data = Files.writeString(directory.resolve("data.csv"), csv);

        Run run = train("--data", data.toString(), "--work-dir", work().toString());

        assertThat(run.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.err())
                .contains("without a single error", "'answer'", "--l2 1")
                .doesNotContain("\tat ");
        assertThat(filesIn(work())).isEmpty();
    }

    @Test
    void saysThatTheRowsCannotBeLaidDown() throws IOException {
        Path occupied = Files.writeString(directory.resolve("occupied"), "a file");
        for (String place : List.of(occupied.toUri().toString(), "nowhere://bucket/tmp", "::")) {
            spark.set(Cluster.STAGING, place);

            Run run = train("--synthetic", "400");

            assertThat(run.code()).as(place).isEqualTo(ExitCode.FAILURE);
            assertThat(run.err())
                    .contains("The training rows cannot be laid down in " + place, Cluster.STAGING)
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void asksForAPlaceThatOtherMachinesCanRead() {
        spark.set("spark.master", "spark://127.0.0.1:1");

        Run run = train("--synthetic", "400");

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("Executors on other machines", Cluster.STAGING);
    }

    @Test
    void saysThatThereIsNoSuchCluster() throws IOException {
        spark.set("spark.master", "nonsense");
        spark.set(Cluster.STAGING, directory.toUri().toString());

        Run run = train("--synthetic", "400");

        assertThat(run.code()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.err())
                .contains("Spark has not finished the fit", "Could not parse Master URL", "nonsense")
                .doesNotContain("\tat ");
    }

    private record Run(ExitCode code, String out, String err) {}

    private Run train(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> engine = List.of(args).contains("--verify") ? List.of() : List.of("--engine", "spark");
        ExitCode code = TrainingApplication.run(
                Stream.concat(engine.stream(), Stream.of(args)).toArray(String[]::new),
                Map.of("MODEL_STORE", directory.resolve("store").toString()),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
        return new Run(code, out.toString(UTF_8), err.toString(UTF_8));
    }

    private Path work() {
        return directory.resolve("work");
    }

    private ModelRegistry registry() {
        return new ModelRegistry(FileObjectStore.at(directory.resolve("store")), Clock.systemUTC());
    }

    private ServingPointer serving() {
        return ((PointerState.InForce) registry().serving(new EnvironmentName("production"))).pointer();
    }

    private static List<Path> filesIn(Path directory) throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }
}
