package dev.tryops.cli;

import static dev.tryops.cli.CommandLineUnderTest.V1;
import static dev.tryops.cli.CommandLineUnderTest.V2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.cli.CommandLineUnderTest.Run;
import dev.tryops.registry.TestBundles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Verify, repair, prune and restore. */
class UpkeepTest {

    @TempDir
    Path directory;

    private CommandLineUnderTest tryops;

    @BeforeEach
    void twoVersionsOfWhichTheFirstServes() {
        tryops = new CommandLineUnderTest(directory);
    }

    @Test
    void aSoundStoreIsVerified() {
        assertThat(tryops.run("verify").out()).contains("sound: 1 bundles, 1 revisions, 0 faults");
        assertThat(tryops.run("verify", "--all").out()).contains("sound: 2 bundles, 1 revisions, 0 faults");
        assertThat(tryops.run("verify", V2.value()).out()).contains("sound: 1 bundles, 0 revisions, 0 faults");
        assertThat(tryops.run("verify", "--all").code()).isZero();
    }

    @Test
    void namesEachFaultWithItsReasonAndKeyAndEndsWithFour() {
        tryops.overwrite("models/" + V2 + ".onnx", "x");

        Run run = tryops.run("verify", "--all");

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.out()).contains("digest_mismatch: models/" + V2 + ".onnx: ", "not sound");
        assertThat(tryops.run("verify").code()).isZero();
        assertThat(tryops.run("verify", V2.value()).code()).isEqualTo(4);
    }

    @Test
    void namesAnEditedHistoryEntryAsJson() {
        promote(V2);
        promote(V1);
        String key = "serving/history/production_0000000001.json";
        tryops.overwrite(key, tryops.stored(key).replace("scheduled", "forged"));

        Run run = tryops.run("verify", "--all", "--output", "json");

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.json().required("sound").asBoolean()).isFalse();
        JsonNode fault = run.json().required("faults").get(0);
        assertThat(fault.required("reason").asString()).isEqualTo("digest_mismatch");
        assertThat(fault.required("key").asString()).isEqualTo(key);
    }

    @Test
    void verifiesAnUnknownVersionAsMissing() {
        assertThat(tryops.run("verify", TestBundles.version(9).value()).out()).contains("manifest_missing");
        assertThat(tryops.run("verify", V1.value(), "--all").code()).isEqualTo(2);
    }

    @Test
    void repairsAPointerThatCannotBeRead() {
        promote(V2);
        tryops.overwrite("serving/production.json", "{");
        assertThat(tryops.run("promote", V2.value(), "--reason", "x", "--yes").err())
                .startsWith("pointer_corrupt");

        Run run = tryops.run("repair", "--reason", "disk was full", "--yes");

        assertThat(run.code()).isZero();
        assertThat(tryops.current().modelVersion()).isEqualTo(V1);
        assertThat(tryops.current().promotedBy()).isEqualTo("olga");
        assertThat(tryops.current().revision()).isEqualTo(3);
        assertThat(tryops.run("verify", "--all").code()).isZero();
        Run history = tryops.run("history");
        assertThat(history.code()).isZero();
        assertThat(history.err()).contains("Revision 2 cannot be read").contains("the repair above replaced it");
    }

    @Test
    void repairsToTheVersionThatIsNamedAndLeavesASoundPointerAlone() {
        promote(V2);
        tryops.overwrite("serving/production.json", "{");

        assertThat(tryops.run("repair", V2.value(), "--reason", "x", "--yes").code())
                .isZero();
        assertThat(tryops.current().modelVersion()).isEqualTo(V2);
        Run again = tryops.run("repair", "--reason", "x", "--yes");
        assertThat(again.code()).isEqualTo(4);
        assertThat(again.err()).startsWith("nothing_to_repair");
    }

    @Test
    void prunesInTwoRunsAndRestoresInBetween() {
        tryops.registry.publish(TestBundles.bundle(TestBundles.version(3)));

        JsonNode first =
                tryops.run("prune", "--keep", "1", "--yes", "--output", "json").json();
        assertThat(first.required("marked").get(0).asString()).isEqualTo(V2.value());
        assertThat(first.required("deleted").isEmpty()).isTrue();

        assertThat(tryops.run("restore", V2.value(), "--yes").code()).isZero();
        assertThat(tryops.run("restore", V2.value(), "--yes").code()).isEqualTo(4);

        tryops.run("prune", "--keep", "1", "--yes");
        tryops.later(Duration.ofHours(25));
        assertThat(tryops.run("prune", "--keep", "1", "--yes").out()).contains(V2 + ": deleted");
        assertThat(tryops.run("models").out()).contains(V1.value()).doesNotContain(V2.value());
        assertThat(tryops.run("restore", V2.value(), "--yes").err()).startsWith("retired");
    }

    @Test
    void aDryRunNeedsNoLeaveAndChangesNothing() {
        tryops.registry.publish(TestBundles.bundle(TestBundles.version(3)));

        Run run = tryops.run("prune", "--keep", "1", "--dry-run");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains(V2 + ": would be marked", "nothing was changed");
        assertThat(Files.exists(directory.resolve("retired"))).isFalse();
    }

    @Test
    void asksAPersonBeforeItPrunes() {
        tryops.interactive = true;
        tryops.answers = "n\n";
        tryops.registry.publish(TestBundles.bundle(TestBundles.version(3)));

        Run run = tryops.run("prune", "--keep", "1");

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err()).contains("Mark 1 versions, delete 0 versions and 0 orphaned objects, keep 2 versions?");
        assertThat(Files.exists(directory.resolve("retired"))).isFalse();
    }

    @Test
    void refusesRulesThatCannotBeSafe() {
        assertThat(tryops.run("prune", "--yes").code()).isEqualTo(2);
        assertThat(tryops.run("prune", "--keep", "0", "--yes").code()).isEqualTo(2);
        assertThat(tryops.run("prune", "--keep", "1", "--keep-history", "9", "--yes")
                        .code())
                .isEqualTo(2);
        assertThat(tryops.run("prune", "--keep", "1", "--grace", "1m", "--yes").code())
                .isEqualTo(2);
        assertThat(tryops.run("prune", "--keep", "1", "--grace", "soon", "--yes")
                        .code())
                .isEqualTo(2);
        assertThat(tryops.run("prune", "--keep", "1").code()).isEqualTo(2);
    }

    private void promote(dev.tryops.model.ModelVersion version) {
        tryops.promote(CommandLineUnderTest.PRODUCTION, version);
    }
}
