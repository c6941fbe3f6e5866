package dev.tryops.infra.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a program in Checkov's place that answers what it is told to. */
class ScanTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 28);
    private static final Exceptions.Entry LOGS =
            new Exceptions.Entry("CKV_AWS_18", "foundation/logs/bucket", "platform", "It is where logs go", TODAY);
    private static final String ADDRESS = "aws_s3_bucket.logs_1";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void synthesizesAStack() throws IOException {
        Files.createDirectories(folder.resolve("stacks/foundation"));
        Files.writeString(folder.resolve("stacks/foundation/cdk.tf.json"), """
                {"terraform":{"required_version":">= 1.11"},
                 "resource":{"aws_s3_bucket":{"logs_1":{"//":{"metadata":{"path":"foundation/logs/bucket"}}}}}}""");
    }

    @Test
    void whatFailsBeyondTheRegisterIsToldWithItsConstruct() throws Exception {
        checkovAnswers(
                1,
                report("failed_checks", "CKV2_AWS_6", ADDRESS) + ","
                        + report("failed_checks", "CKV2_AWS_6", "resource.logs_1"));

        assertThat(scan(LOGS)).isFalse();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .containsOnlyOnce("production: CKV2_AWS_6: A name (foundation/logs/bucket, aws_s3_bucket.logs_1)");
    }

    @Test
    void whatTheRegisterExcusesPasses() throws Exception {
        checkovAnswers(0, report("skipped_checks", "CKV_AWS_18", ADDRESS));

        assertThat(scan(LOGS)).isTrue();
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("0 failed, 1 excused");
    }

    @Test
    void checkovIsToldOfTheRegisterResourceByResource() throws Exception {
        checkovAnswers(0, report("skipped_checks", "CKV_AWS_18", ADDRESS));
        scan(LOGS);

        assertThat(folder.resolve("baseline.json")).content().contains(ADDRESS, "resource.logs_1", "CKV_AWS_18");
        assertThat(folder.resolve("checkov.yaml"))
                .content()
                .contains("baseline: ")
                .doesNotContain("skip-check");
        assertThat(folder.resolve("checkov/json/foundation/cdk.tf.json"))
                .content()
                .doesNotContain("terraform");
        assertThat(folder.resolve("checkov/hcl/foundation/main.tf")).content().contains("resource \"aws_s3_bucket\"");
    }

    @Test
    void anExceptionThatNothingNeedsFails() throws Exception {
        checkovAnswers(0, report("skipped_checks", "CKV_AWS_18", ADDRESS));
        Exceptions.Entry needless = new Exceptions.Entry("CKV_AWS_7", "foundation/keys/*", "platform", "why", TODAY);

        assertThat(scan(LOGS, needless)).isFalse();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("Nothing needs the exception of CKV_AWS_7 for foundation/keys/* any more");
    }

    @Test
    void anExceptionThatHasEndedFails() throws Exception {
        checkovAnswers(0, "");
        Exceptions.Entry ended = new Exceptions.Entry(
                "CKV_AWS_18", LOGS.resource(), "platform", "It is where logs go", TODAY.minusDays(1));

        assertThat(scan(ended)).isFalse();
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("ended on 2026-11-27: platform decides");
    }

    @Test
    void aFileThatCheckovCannotReadFails() throws Exception {
        checkovAnswers(0, "{'results':{'failed_checks':[],'parsing_errors':['/json/foundation/cdk.tf.json']}}");

        assertThat(scan(LOGS)).isFalse();
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("cannot read /json/foundation/cdk.tf.json");
    }

    @Test
    void checkovThatBreaksIsNoPass() throws Exception {
        checkovAnswers(2, "");

        assertThatIOException().isThrownBy(() -> scan(LOGS)).withMessageContaining("Checkov ended with 2");
    }

    private boolean scan(Exceptions.Entry... entries) throws Exception {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        Scan scan = new Scan(folder.resolve("checkov.sh"), new Exceptions(List.of(entries)), TODAY, out);
        scan.scan("production", folder);
        return scan.conclude();
    }

    private void checkovAnswers(int code, String reports) throws IOException {
        Files.writeString(folder.resolve("answer.json"), ("[" + reports + "]").replace('\'', '"'));
        Path program = folder.resolve("checkov.sh");
        Files.writeString(program, "#!/bin/sh\ncat '%s/answer.json'\nexit %d\n".formatted(folder, code));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private static String report(String kind, String id, String resource) {
        return "{'results':{'%s':[{'check_id':'%s','check_name':'A name','resource':'%s','file_path':'/hcl/foundation/main.tf'}]}}"
                .formatted(kind, id, resource);
    }
}
