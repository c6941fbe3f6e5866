package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryops.acceptance.HaltingStore.Counted;
import dev.tryops.acceptance.HaltingStore.When;
import dev.tryops.cli.TomorrowsOperator;
import dev.tryops.model.ModelVersion;
import dev.tryops.training.HaltingTrainer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A training job that is told to stop, as {@code kill} and an orchestrator do. */
@Tag("faults")
class TerminatedTrainerIT {

    private static final int TERMINATED = 128 + 15;
    private static final Duration PROMPTLY = Duration.ofSeconds(5);
    private static final int TOO_MANY_WRITES = 50;

    @TempDir
    Path directory;

    private Store store;
    private Path temporary;

    @BeforeEach
    void aModelServes() throws IOException {
        store = new Store(directory.resolve("store"));
        temporary = Files.createDirectory(directory.resolve("tmp"));
        Training.synthetic(store.root(), 500, 1);
    }

    @Test
    void endsWhileItReadsRows() throws IOException {
        Path rows = directory.resolve("rows.csv");
        try (BufferedWriter csv = Files.newBufferedWriter(rows)) {
            csv.write("age,income,approved\n");
            for (int i = 0; i < 5_000_000; i++) {
                csv.write(i % 50 + "," + i % 997 + "," + i % 2 + "\n");
            }
        }
        try (Program trainer = start(Checkout.TRAINING, "--data", rows.toString())) {
            awaitIn(trainer, () -> hasRowsOpen(trainer));
            terminate(trainer);

            assertThat(trainer.output()).doesNotContain("split");
        }
        assertNothingIsLeft();
        assertTheNextRunSucceeds();
    }

    @Test
    void endsWhileItFits() {
        try (Program trainer = start(Checkout.TRAINING, "--synthetic", "200000", "--engine", "newton", "--tune")) {
            awaitIn(trainer, () -> trainer.output().contains("stratified")); // which follows the split
            terminate(trainer);

            assertThat(trainer.output()).doesNotContain("evaluate", "log-loss");
        }
        assertNothingIsLeft();
        assertTheNextRunSucceeds();
    }

    /** Before or after each of its writes, until a run outlives them all, whatever the ones before left. */
    @ParameterizedTest
    @EnumSource(When.class)
    void endsWhileItPublishesAndPromotes(When when) {
        for (int write = 1; write < TOO_MANY_WRITES; write++) {
            long revision = store.pointer().revision();
            List<String> program = new ArrayList<>(HaltingStore.options(write, when, Counted.WRITES));
            program.addAll(List.of(HaltingStore.HOLD, "-cp", System.getProperty("java.class.path")));
            program.add(HaltingTrainer.class.getName());
            try (Program trainer = start(program, "--synthetic", "500")) {
                awaitIn(trainer, () -> !trainer.isAlive() || trainer.output().contains(HaltingStore.HELD));
                if (!trainer.output().contains(HaltingStore.HELD)) {
                    assertThat(trainer.await(10)).as(trainer.output()).isZero();
                    assertThat(store.pointer().revision()).isEqualTo(revision + 1);
                    assertThat(write).isGreaterThan(5);
                    return;
                }
                terminate(trainer);
            }
            assertThat(store.pointer().revision()).as("write %d", write).isBetween(revision, revision + 1);
            assertNothingIsLeft();
        }
        throw new AssertionError("More than " + TOO_MANY_WRITES + " writes");
    }

    /** In a folder for temporary files that is the test's own. */
    private Program start(List<String> program, String... args) {
        List<String> command = new ArrayList<>(Checkout.java("-Djava.io.tmpdir=" + temporary));
        command.addAll(program);
        command.addAll(List.of("--policy", "local", "--store", store.location()));
        command.addAll(List.of(args));
        Map<String, String> variables = new HashMap<>(store.variables());
        variables.put("LOG_FORMAT", "text");
        return Program.start(Checkout.ROOT, variables, command);
    }

    private static void awaitIn(Program trainer, Callable<Boolean> moment) {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(60))
                .failFast("It ended", () -> !trainer.isAlive() && !moment.call())
                .until(moment);
    }

    private static void terminate(Program trainer) {
        long start = System.nanoTime();
        trainer.terminate();

        assertThat(trainer.await(60)).as(trainer.output()).isEqualTo(TERMINATED);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROMPTLY);
    }

    /** Neither of its own files, nor, after a prune, of a version without a manifest. */
    private void assertNothingIsLeft() {
        assertThat(temporary).isDirectoryNotContaining("glob:**tryops-training-*");
        store.assertSound();
        assertThat(store.registry().audit().all().faults()).isEmpty();
        TomorrowsOperator.prune(store.location());
        assertThat(versionsOfObjects()).isEqualTo(new HashSet<>(store.versions()));
    }

    private void assertTheNextRunSucceeds() {
        long revision = store.pointer().revision();

        Training.synthetic(store.root(), 500, 2);

        assertThat(store.pointer().revision()).isEqualTo(revision + 1);
        store.assertSound();
    }

    /** Of which anything is left. */
    private Set<ModelVersion> versionsOfObjects() {
        Set<ModelVersion> versions = new HashSet<>();
        for (String folder : List.of("models", "metadata", "baselines", "reports", "manifests")) {
            try (Stream<Path> files = Files.list(store.root().resolve(folder))) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.startsWith("v"))
                        .forEach(name -> versions.add(new ModelVersion(name.substring(0, 23))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return versions;
    }

    /** Its file of rows has no name from the moment that it is open. */
    private static boolean hasRowsOpen(Program trainer) {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + trainer.pid() + "/fd"))) {
            return open.anyMatch(file -> {
                try {
                    return Files.readSymbolicLink(file).toString().contains(".spill");
                } catch (IOException e) {
                    return false; // closed since
                }
            });
        } catch (IOException e) {
            return false; // not even started, or ended
        }
    }
}
