package dev.tryops.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ExitCode;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.FetchResult;
import dev.tryops.registry.InMemoryObjectStore;
import dev.tryops.registry.Justification;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.StoreUnavailable;
import dev.tryops.training.data.CreditApprovals;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RestartTest {

    private static final EnvironmentName PRODUCTION = new EnvironmentName("production");

    @TempDir
    Path directory;

    private final MoodyStore store = new MoodyStore();
    private final ModelRegistry registry = new ModelRegistry(store, Clock.systemUTC());
    private Path data;
    private Path work;

    @BeforeEach
    void drawData() throws IOException {
        Files.createDirectory(directory.resolve("store"));
        work = directory.resolve("work");
        data = directory.resolve("data.csv");
        new CreditApprovals(1).write(data, 400);
        Files.writeString(data, Files.readString(data).replaceFirst("\n\\d+,", "\nyoung,"));
    }

    @Test
    void goesOnWithRowsAndModelAfterTheStoreFailedAndTheSameComesOut() throws IOException {
        Program failed = trainUntil("metadata/");

        Program next = train();

        assertThat(failed.code()).isEqualTo(ExitCode.FAILURE);
        assertThat(next.code()).as(next.err()).isEqualTo(ExitCode.DONE);
        assertThat(next.out())
                .containsPattern("ingest +kept from the run of 20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ ")
                .containsPattern("fit +kept from the run of")
                .containsPattern("split +319 training")
                .contains("revision 1")
                .doesNotContain("warning: What");
        assertThat(registry.versions()).hasSize(1);
        assertThat(work.resolve("restart")).doesNotExist();
        assertThat(work.resolve("quarantine.csv")).exists();
        assertThatItIsWhatOneRunMakes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tribuo", "newton --l2 1", "newton --tune --class-weight balanced"})
    void everyKindOfModelIsKeptToTheLastBit(String engine) throws IOException {
        String[] options = ("--engine " + engine).split(" ");
        String csv = "city,age,member,grade\n"
                + "basel,,false,b\nbern,1,true,a\n,3.5,true,c\nbern,4,,a\nchur,0.1,false,b\nbasel,6,true,c\n"
                        .repeat(60);
        Files.writeString(data, csv);
        String[] mixed = with(options, "--target", "grade", "--missing", "impute");
        trainUntil("models/", mixed);

        Program next = train(mixed);

        assertThat(next.out()).containsPattern("fit +kept from the run of");
        assertThatItIsWhatOneRunMakes(mixed);
    }

    @Test
    void promotesWhatIsPublishedAndPublishesNothingTwice() {
        trainUntil("serving/");
        assertThat(registry.versions()).hasSize(1);

        Program next = train();

        ModelVersion version = registry.versions().findFirst().orElseThrow();
        assertThat(next.code()).as(next.err()).isEqualTo(ExitCode.DONE);
        assertThat(next.out()).containsPattern("publish +" + version + ", kept from the run of");
        assertThat(registry.versions()).hasSize(1);
        assertThat(inForce().pointer().modelVersion()).isEqualTo(version);
        assertThat(inForce().pointer().revision()).isEqualTo(1);
    }

    @Test
    void doesNotPromoteAgainWhatHadItsTurn() throws SQLException {
        trainUntil("serving/");
        ModelVersion version = registry.versions().findFirst().orElseThrow();
        registry.promote(PRODUCTION, version, registry.serving(PRODUCTION), new Justification("dead", "run"));

        Program next = train();

        assertThat(next.code()).as(next.err()).isEqualTo(ExitCode.DONE);
        assertThat(next.out()).contains("production, already revision 1", "promoted to production as revision 1");
        assertThat(registry.history(PRODUCTION, 10)).hasSize(1);
    }

    @Test
    void leavesAVersionToItselfOfWhichAnotherHasTakenAPart() {
        trainUntil("manifests/");
        store.deleteAll("models/");
        store.create("models/" + store.keyUnder("metadata/").replace(".json", ".onnx"), new byte[] {1});

        Program next = train();

        assertThat(next.code()).as(next.err()).isEqualTo(ExitCode.DONE);
        assertThat(registry.versions()).hasSize(1);
        assertThat(registry.fetch(inForce().pointer())).isInstanceOf(FetchResult.Fetched.class);
    }

    @ParameterizedTest
    @CsvSource({"ingest,true", "cells,false", "cells,true", "fit,false", "publish,true"})
    void doesAgainWhatWasKeptAndIsDamaged(String file, boolean cut) throws IOException {
        trainUntil("metadata/");
        Path kept = work.resolve("restart").resolve(file);
        byte[] bytes = Files.readAllBytes(kept);
        if (cut) {
            Files.write(kept, Arrays.copyOf(bytes, bytes.length / 2));
        } else {
            bytes[bytes.length / 2] ^= 1;
            Files.write(kept, bytes);
        }

        Program next = train();

        assertThat(next.code()).as(next.err()).isEqualTo(ExitCode.DONE);
        assertThat(next.out())
                .containsPattern("warning: What was kept of '%s' in .* is damaged, so that step is done again"
                        .formatted(file.equals("cells") ? "ingest" : file));
        if (!file.equals("publish")) {
            assertThat(next.out()).doesNotContainPattern("fit +kept");
        }
        assertThatItIsWhatOneRunMakes();
    }

    @Test
    void aQuarantineThatIsNotTheSameMakesIngestBeDoneAgain() throws IOException {
        trainUntil("metadata/");
        Files.writeString(work.resolve("quarantine.csv"), "nothing");

        Program next = train();

        assertThat(next.out()).contains("'ingest'").containsPattern("ingest +399 rows");
        assertThatItIsWhatOneRunMakes();
    }

    @Test
    void otherDataAreReadAnew() throws IOException {
        trainUntil("metadata/");
        Files.writeString(
                data,
                Files.readString(data) + Files.readString(data).lines().toList().getLast() + "\n");

        Program next = train();

        assertThat(next.out()).contains("is not of this data").doesNotContain("kept from");
        assertThatItIsWhatOneRunMakes();
    }

    @Test
    void otherOptionsAreAnotherRun() {
        trainUntil("metadata/");

        assertThat(train("--l2", "1").out()).contains("these options").doesNotContain("kept from");
    }

    @Test
    void anotherReleaseIsAnotherRun() {
        Request request = Request.of(parsed(), Map.of(), Clock.systemUTC(), (location, variables) -> store);
        UUID same = UUID.randomUUID();
        RunIdentity now = RunIdentity.of(request, "0.1.0, commit a", same);

        assertThat(RunIdentity.of(request, "0.1.0, commit a", same).key(1)).isEqualTo(now.key(1));
        assertThat(RunIdentity.of(request, "0.1.0, commit b", same).key(1)).isNotEqualTo(now.key(1));
        assertThat(RunIdentity.of(request, "0.1.0, commit a", UUID.randomUUID()).key(1))
                .isNotEqualTo(now.key(1));
        assertThat(now.key(2)).isNotEqualTo(now.key(1));
    }

    private CommandLineOptions parsed() {
        CommandLineOptions typed = new CommandLineOptions();
        new CommandLine(typed).parseArgs(arguments(work));
        return typed;
    }

    @Test
    void aRunThatEndedIsNotGoneOnWith() throws SQLException {
        train();

        Program second = train();

        assertThat(second.code()).isEqualTo(ExitCode.DONE);
        assertThat(second.out()).doesNotContain("kept from").contains("revision 2");
        assertThat(registry.versions()).hasSize(2);
        assertThat(query("select count(*) from BATCH_JOB_INSTANCE")).isEqualTo("2");
        assertThat(query("select count(*) from BATCH_STEP_EXECUTION where STATUS = 'COMPLETED'"))
                .isEqualTo("20");
    }

    /** As the repository is left by a process that was killed, or that could not write to it any more. */
    @ParameterizedTest
    @ValueSource(strings = {"STARTED", "UNKNOWN"})
    void goesOnWithARunThatTheRepositoryHoldsForAlive(String status) throws SQLException {
        for (int death = 1; death <= 2; death++) {
            trainUntil("metadata/");
            update("update BATCH_JOB_EXECUTION set STATUS = '%s', END_TIME = null where JOB_EXECUTION_ID = %d"
                    .formatted(status, death));
            update(
                    "update BATCH_STEP_EXECUTION set STATUS = '%s', END_TIME = null where STEP_NAME = 'publish' and JOB_EXECUTION_ID = %d"
                            .formatted(status, death));
        }

        Program next = train();

        assertThat(next.code()).as(next.err()).isEqualTo(ExitCode.DONE);
        assertThat(next.out()).containsPattern("fit +kept from the run of");
        assertThat(query("select count(*) from BATCH_JOB_INSTANCE")).isEqualTo("1");
        assertThat(query("select count(*) from BATCH_JOB_EXECUTION where STATUS = 'FAILED'"))
                .isEqualTo("2");
    }

    @Test
    void anInstanceWithoutAnExecutionDoesNotStandInTheWay() throws SQLException {
        trainUntil("metadata/");
        update("delete from BATCH_STEP_EXECUTION_CONTEXT");
        update("delete from BATCH_STEP_EXECUTION");
        update("delete from BATCH_JOB_EXECUTION_CONTEXT");
        update("delete from BATCH_JOB_EXECUTION_PARAMS");
        update("delete from BATCH_JOB_EXECUTION");

        assertThat(train().code()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void onlyOneRunUsesAWorkDirectory() throws IOException {
        Files.createDirectories(work);
        try (WorkLock lock = WorkLock.of(work)) {
            Program second = train();

            assertThat(second.code()).isEqualTo(ExitCode.FAILURE);
            assertThat(second.err()).contains(work.toString(), "another run is using it");
            assertThat(registry.versions()).isEmpty();
        }
        assertThat(train().code()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void aWorkDirectoryKeepsItsIdentity() throws IOException {
        Files.createDirectories(work);
        WorkLock first = WorkLock.of(work);
        first.close();

        try (WorkLock second = WorkLock.of(work)) {
            assertThat(second.directory()).isEqualTo(first.directory());
        }
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsToldBeforeAnythingIsTrained() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        Program run = run(
                Map.of("JOB_REPOSITORY_USER", "trainer", "JOB_REPOSITORY_PASSWORD", "secret-word"),
                with(arguments(work), "--job-repository", "jdbc:postgresql://127.0.0.1:" + port + "/jobs?ssl=false"));

        assertThat(run.code()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.err())
                .contains("job repository jdbc:postgresql://127.0.0.1:" + port + "/jobs cannot be used", "refused")
                .contains("Nothing was trained")
                .doesNotContain("secret-word", "\tat ");
        assertThat(run.err().lines()).hasSize(1);
        assertThat(registry.versions()).isEmpty();
    }

    @Test
    void aDatabaseThatCannotBeOpenedIsToldInASentence() throws IOException {
        Files.writeString(directory.resolve("jobs.mv.db"), "not a database");

        Program run = train();

        assertThat(run.code()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.err()).contains(directory.resolve("jobs").toString()).doesNotContain("\tat ");
        assertThat(run.err().lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --work-dir w --job-repository jdbc:mysql://host/jobs                   | jdbc:h2:file:
                    --work-dir w --job-repository jdbc:h2:mem:jobs                         | jdbc:h2:file:
                    --work-dir w --job-repository /var/jobs                                | jdbc:postgresql://
                    --job-repository jdbc:h2:file:/tmp/jobs                                | needs --work-dir
                    --work-dir w --job-repository jdbc:postgresql://h/jobs?password=hidden | JOB_REPOSITORY_PASSWORD
                    --work-dir w --job-repository jdbc:h2:file:/tmp/jobs;USER=hidden       | JOB_REPOSITORY_USER
                    --job-repository jdbc:h2:file:/j --verify v20260208_160016_2b35ca      | exclude each other
                    """)
    void refusesWrongUsageWithASentence(String args, String sentence) {
        Program run = run(Map.of(), ("--synthetic 500 --store s " + args.strip()).split(" "));

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(sentence).doesNotContain("hidden", "\tat ");
    }

    @Test
    void theVariableNamesARepositoryToo() {
        Program run = run(Map.of("JOB_REPOSITORY", url()), arguments(work));

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(directory.resolve("jobs.mv.db")).exists();
    }

    @Test
    void drawnRowsAreKeptToo() {
        String[] drawn = {"--synthetic", "400", "--job-repository", url()};
        store.failing = "metadata/";
        Program failed = run(Map.of(), with(drawn, places(work)));
        store.failing = null;

        Program next = run(Map.of(), with(drawn, places(work)));

        assertThat(failed.code()).isEqualTo(ExitCode.FAILURE);
        assertThat(next.out()).containsPattern("ingest +kept from");
        assertThat(work.resolve("synthetic.csv")).exists();
    }

    private PointerState.InForce inForce() {
        return (PointerState.InForce) registry.serving(PRODUCTION);
    }

    /** Graph, baseline and metadata, but for version and times, are those of a run that nothing disturbed. */
    private void assertThatItIsWhatOneRunMakes(String... options) {
        FetchResult.Fetched ours =
                (FetchResult.Fetched) registry.fetch(inForce().pointer());
        MoodyStore other = new MoodyStore();
        ModelRegistry undisturbed = new ModelRegistry(other, Clock.systemUTC());
        Program run = run(other, Map.of(), with(with(arguments(directory.resolve("other")), options), new String[0]));
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
        FetchResult.Fetched theirs = (FetchResult.Fetched)
                undisturbed.fetch(undisturbed.versions().findFirst().orElseThrow());
        Reproduction compared = Reproduction.of(theirs, ours.onnx(), ours.metadata(), ours.baseline());
        assertThat(compared.differences()).isEmpty();
        assertThat(compared.circumstances()).isEmpty();
    }

    private Program trainUntil(String prefix, String... options) {
        store.failing = prefix;
        Program failed = train(options);
        store.failing = null;
        assertThat(failed.code()).as(failed.err()).isNotEqualTo(ExitCode.DONE);
        return failed;
    }

    private Program train(String... options) {
        return run(Map.of(), with(with(arguments(work), "--job-repository", url()), options));
    }

    private String[] arguments(Path work) {
        return with(new String[] {"--data", data.toString(), "--max-bad-rows", "5"}, places(work));
    }

    private String[] places(Path work) {
        String[] places = {"--store", directory.resolve("store").toString(), "--work-dir", work.toString()};
        return with(places, "--policy", "local");
    }

    private String url() {
        return "jdbc:h2:file:" + directory.resolve("jobs");
    }

    private static String[] with(String[] args, String... more) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private Program run(Map<String, String> variables, String... args) {
        return run(store, variables, args);
    }

    private static Program run(MoodyStore store, Map<String, String> variables, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ExitCode code = TrainingApplication.run(
                args,
                variables,
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                (location, settings) -> store);
        return new Program(code, out.toString(UTF_8), err.toString(UTF_8));
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), "sa", "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void update(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), "sa", "");
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** A store that does not take objects under one prefix, for as long as it is told so. */
    private static final class MoodyStore extends InMemoryObjectStore {

        private volatile @Nullable String failing;

        @Override
        public WriteOutcome create(String key, byte[] bytes) {
            String prefix = failing;
            if (prefix != null && key.startsWith(prefix)) {
                throw new StoreUnavailable("not now");
            }
            return super.create(key, bytes);
        }

        String keyUnder(String prefix) {
            return keysUnder(prefix, null, 1).getFirst().substring(prefix.length());
        }

        void deleteAll(String prefix) {
            keysUnder(prefix, null, 100).forEach(this::delete);
        }
    }
}
