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
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are remembered in PostgreSQL; skipped where there is no server to start. */
@Tag("faults")
class PostgresRestartIT {

    @TempDir
    Path directory;

    private static Postgres postgres;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        postgres = Postgres.startOrSkip();
    }

    @AfterAll
    static void stop() throws IOException {
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void goesOnWithARunThatWasKilled() throws SQLException {
        Store store = new Store(directory.resolve("store"));
        MortalTraining training = new MortalTraining(
                store,
                List.of(
                        "--synthetic",
                        "500",
                        "--work-dir",
                        directory.resolve("work").toString()),
                postgres.variables());

        training.dieAt("evaluate");
        String output = training.succeed();

        assertThat(output)
                .containsPattern("ingest +kept from the run of ")
                .containsPattern("fit +kept from the run of ")
                .doesNotContain(Postgres.PASSWORD);
        assertThat(store.pointer().revision()).isEqualTo(1);
        assertThat(statuses()).contains("FAILED", "COMPLETED").doesNotContain("STARTED");
    }

    @Test
    void aWrongPasswordIsToldInASentenceWithoutIt() {
        Map<String, String> variables = new HashMap<>(postgres.variables());
        variables.put("JOB_REPOSITORY_PASSWORD", "not-the-secret");
        ByteArrayOutputStream told = new ByteArrayOutputStream();

        ExitCode code = train(variables, new PrintStream(told, true, UTF_8), told);

        assertThat(code).isEqualTo(ExitCode.FAILURE);
        assertThat(told.toString(UTF_8))
                .contains(postgres.url(), "password authentication failed", "Nothing was trained")
                .doesNotContain("not-the-secret", "\tat ");
    }

    @Test
    void aServerThatGoesAwayDuringTheRunIsToldAndTheNextRunGoesOn() throws IOException, InterruptedException {
        try (Postgres mortal = Postgres.startOrSkip()) {
            outage(mortal);
        }
    }

    private void outage(Postgres mortal) throws IOException {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(told, true, UTF_8);

        ExitCode code = train(mortal.variables(), HaltingTrainer.watched(out, "fit", mortal::stop), told);

        assertThat(code).as(told.toString(UTF_8)).isEqualTo(ExitCode.FAILURE);
        assertThat(told.toString(UTF_8))
                .contains("job repository " + mortal.url() + " cannot be used", "goes on from there")
                .doesNotContain(Postgres.PASSWORD, "\tat ");
        mortal.start();
        told.reset();
        assertThat(train(mortal.variables(), out, told))
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

    private static String statuses() throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select string_agg(STATUS, ' ') from BATCH_JOB_EXECUTION")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
