package dev.tryops.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.ExitCode;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.FileObjectStore;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.training.data.CreditApprovals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyTest {

    @TempDir
    Path directory;

    private Path data;
    private ModelRegistry registry;

    @BeforeEach
    void drawData() throws IOException {
        data = directory.resolve("data.csv");
        new CreditApprovals(1).write(data, 600);
        registry = new ModelRegistry(FileObjectStore.at(directory.resolve("store")), Clock.systemUTC());
    }

    @Test
    void aModelOfRecordedDataAndOptionsComesOutTheSame() {
        for (List<String> options : List.of(
                List.<String>of(),
                List.of("--l2", "2", "--threshold", "f1", "--random-state", "7"),
                List.of("--tune", "--class-weight", "balanced", "--test-size", "0.3"))) {
            ModelVersion version = trained(options);

            Program run = run("--verify", version.value());

            assertThat(run.code()).as(run.out() + run.err()).isEqualTo(ExitCode.DONE);
            assertThat(run.out()).contains(version + ": trained again, byte for byte the same");
        }
        assertThat(registry.versions()).hasSize(3);
    }

    @Test
    void whatTheTrainerRecordsOfItselfIsInTheReportAndItsTimesNotInTheMetadata() throws IOException {
        Path store = directory.resolve("store");
        ModelVersion version = trained(List.of());

        assertThat(Files.readString(store.resolve("reports/" + version + ".html")))
                .contains("LinearSGDTrainer", "initialLearningRate = 0.1", "trained-at = ");
        assertThat(Files.readString(store.resolve("metadata/" + version + ".json")))
                .doesNotContain("trained-at", "LinearSGDTrainer");
    }

    @Test
    void aModelOfAnotherOriginDoesNot() {
        ModelVersion version = trained(List.of());
        ModelVersion forged = Forged.withArguments(registry, version, List.of("--data", data.toString(), "--l2", "5"));

        Program run = run("--verify", forged.value());

        assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains("not the same: it differs in the ONNX file");
    }

    @Test
    void otherDataIsRefused() throws IOException {
        ModelVersion version = trained(List.of());
        Files.writeString(data, Files.readString(data).replaceFirst("\n(\\d)", "\n1$1"));

        Program run = run("--verify", version.value());

        assertThat(run.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.err()).contains("not the data that " + version + " was trained on");
    }

    @Test
    void dataThatWasMovedIsNamedAnew() throws IOException {
        ModelVersion version = trained(List.of());
        Path moved = Files.move(data, directory.resolve("archive.csv"));

        assertThat(run("--verify", version.value()).code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run("--verify", version.value(), "--data", moved.toString()).code())
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    void aVersionThatIsNotThereIsWrongUsage() {
        trained(List.of());

        assertThat(run("--verify", "v20260208_160016_2b35ca").err()).contains("No version v20260208_160016_2b35ca");
        assertThat(run("--verify", "latest").code()).isEqualTo(ExitCode.USAGE);
    }

    private ModelVersion trained(List<String> options) {
        List<String> args = new ArrayList<>(List.of("--data", data.toString(), "--no-auto-promote"));
        args.addAll(options);
        Program run = run(args.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
        return registry.versions()
                .filter(version -> run.out().contains(version.value()))
                .findFirst()
                .orElseThrow();
    }

    private Program run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--store", directory.resolve("store").toString()));
        return Program.run(all.toArray(String[]::new));
    }
}
