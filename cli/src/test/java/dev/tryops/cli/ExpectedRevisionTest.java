package dev.tryops.cli;

import static dev.tryops.cli.CommandLineUnderTest.PRODUCTION;
import static dev.tryops.cli.CommandLineUnderTest.STAGING;
import static dev.tryops.cli.CommandLineUnderTest.V1;
import static dev.tryops.cli.CommandLineUnderTest.V2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.cli.CommandLineUnderTest.Run;
import dev.tryops.registry.PointerState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpectedRevisionTest {

    @TempDir
    Path directory;

    private CommandLineUnderTest tryops;

    @BeforeEach
    void twoVersionsOfWhichTheFirstServes() {
        tryops = new CommandLineUnderTest(directory);
    }

    @Test
    void changesTheRevisionThatIsExpected() {
        assertThat(promote("1").code()).isZero();
        assertThat(tryops.run("rollback", "--reason", "worse", "--yes", "--expect-revision", "2")
                        .code())
                .isZero();
        assertThat(tryops.run("unhold", "--reason", "found", "--yes", "--expect-revision", "3")
                        .code())
                .isZero();
        assertThat(tryops.current().revision()).isEqualTo(4);
    }

    @Test
    void namesTheWinnerIfAnotherRevisionStands() {
        promote("1");

        Run late = promote("1");

        assertThat(late.code()).isEqualTo(5);
        assertThat(late.err()).contains("Revision 2 by olga came first", V2.value(), "Nothing was changed");
        assertThat(tryops.run("rollback", "--reason", "x", "--yes", "--expect-revision", "1")
                        .code())
                .isEqualTo(5);
        assertThat(tryops.run("unhold", "--reason", "x", "--yes", "--expect-revision", "1")
                        .code())
                .isEqualTo(5);
        assertThat(tryops.current().revision()).isEqualTo(2);
    }

    @Test
    void revisionZeroIsAnEnvironmentWhereNothingServes() {
        assertThat(promote("0").code()).isEqualTo(5);
        assertThat(promote("0", "--environment", "staging").code()).isZero();
        assertThat(promote("7", "--environment", "fresh").code()).isEqualTo(5);
    }

    @Test
    void ofEightAtOnceOneSucceedsAndTheOthersAreTold() throws Exception {
        List<Callable<Run>> crowd = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            crowd.add(() -> promote("1"));
        }

        List<Run> runs = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var run : threads.invokeAll(crowd)) {
                runs.add(run.get());
            }
        }

        assertThat(runs).extracting(Run::code).containsExactlyInAnyOrder(0, 5, 5, 5, 5, 5, 5, 5);
        assertThat(runs)
                .filteredOn(run -> run.code() == 5)
                .allMatch(run -> run.err().contains("Revision 2 by olga"));
        assertThat(tryops.current().revision()).isEqualTo(2);
    }

    @Test
    void promotesWhatAnotherEnvironmentServes() {
        tryops.promote(STAGING, V2);

        Run run = tryops.run("promote", "--from", "staging", "--reason", "fine in staging", "--yes");

        assertThat(run.code()).isZero();
        assertThat(tryops.current().modelVersion()).isEqualTo(V2);
        assertThat(tryops.current().environment()).isEqualTo(PRODUCTION);
    }

    @Test
    void refusesToPromoteFromAnEnvironmentThatServesNothingSound() {
        assertThat(from("staging").code()).isEqualTo(4);
        assertThat(from("staging").err()).startsWith("nothing_serves");
        tryops.promote(STAGING, V2);
        tryops.overwrite("serving/staging.json", tryops.stored("serving/production.json"));
        assertThat(from("staging").code()).isEqualTo(4);
        assertThat(from("staging").err()).startsWith("wrong_environment");
        assertThat(tryops.registry.serving(PRODUCTION))
                .isInstanceOfSatisfying(
                        PointerState.InForce.class,
                        now -> assertThat(now.pointer().modelVersion()).isEqualTo(V1));
    }

    @Test
    void eitherAVersionOrAnEnvironmentIsNamed() {
        assertThat(tryops.run("promote", "--reason", "x", "--yes").code()).isEqualTo(2);
        assertThat(tryops.run("promote", V2.value(), "--from", "staging", "--reason", "x", "--yes")
                        .code())
                .isEqualTo(2);
        assertThat(from("production").code()).isEqualTo(2);
        assertThat(from("Prod!").code()).isEqualTo(2);
        assertThat(promote("-1").code()).isEqualTo(2);
    }

    private Run from(String environment) {
        return tryops.run("promote", "--from", environment, "--reason", "x", "--yes");
    }

    private Run promote(String revision, String... more) {
        List<String> args = new ArrayList<>(
                List.of("promote", V2.value(), "--reason", "better", "--yes", "--expect-revision=" + revision));
        args.addAll(List.of(more));
        return tryops.run(args.toArray(String[]::new));
    }
}
