package dev.tryops.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.ExitCode;
import dev.tryops.training.HaltingTrainer;
import dev.tryops.training.TrainingApplication;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that goes away while a run needs it, which waits for it at every step that it tries to write down. */
@Tag("faults")
class PostgresOutageIT {

    @TempDir
    Path directory;

    @Test
    void aServerThatGoesAwayDuringTheRunIsToldAndTheNextRunGoesOn() throws IOException, InterruptedException {
        try (Postgres postgres = Postgres.startOrSkip()) {
            outage(postgres);
        }
    }

    private void outage(Postgres postgres) throws IOException {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(told, true, UTF_8);

        ExitCode code = train(postgres.variables(), HaltingTrainer.watched(out, "fit", postgres::stop), told);

        assertThat(code).as(told.toString(UTF_8)).isEqualTo(ExitCode.FAILURE);
        assertThat(told.toString(UTF_8))
                .contains("job repository " + postgres.url() + " cannot be used", "goes on from there")
                .doesNotContain(Postgres.PASSWORD, "\tat ");
        postgres.start();
        told.reset();
        assertThat(train(postgres.variables(), out, told))
                .as(told.toString(UTF_8))
                .isEqualTo(ExitCode.DONE);
        assertThat(told.toString(UTF_8)).containsPattern("fit +kept from the run of ");
    }

    private ExitCode train(Map<String, String> variables, PrintStream out, ByteArrayOutputStream told) {
        return TrainingApplication.run(
                new String[] {
                    "--synthetic",
                    "500",
                    "--policy",
                    "local",
                    "--store",
                    directory.resolve("store").toString(),
                    "--work-dir",
                    directory.resolve("work").toString()
                },
                variables,
                out,
                new PrintStream(told, true, UTF_8));
    }
}
