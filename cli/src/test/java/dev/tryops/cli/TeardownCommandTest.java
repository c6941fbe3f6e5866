package dev.tryops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.cli.CommandLineUnderTest.Run;
import dev.tryops.cli.aws.FakeAccount;
import dev.tryops.cli.aws.FakeS3;
import dev.tryops.deployment.DeploymentFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tryops teardown}, with the services of AWS on loopback. */
class TeardownCommandTest {

    private static final String MODELS = "sam-mlops-production-models-123456789012";
    private static final String LOGS = MODELS + "-logs";
    private static final String CLUSTER = "sam-mlops-production-eks";
    private static final String BALANCER = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/a1b2c3d4";

    @TempDir
    Path directory;

    private FakeAccount aws;
    private FakeS3 s3;
    private CommandLineUnderTest tryops;
    private DeploymentFiles files;

    @BeforeEach
    void anEnvironmentWithoutALoadBalancer() throws IOException {
        aws = new FakeAccount();
        aws.clusters.put(CLUSTER, "https://cluster.example");
        s3 = new FakeS3().bucket(MODELS).bucket(LOGS);
        tryops = CommandLineUnderTest.withoutStore(directory);
        tryops.environment.put("AWS_ENDPOINT_URL", aws.address());
        tryops.environment.put("AWS_ENDPOINT_URL_S3", s3.address());
        files = new DeploymentFiles(directory.resolve("infra"));
        Facts.write(files, Facts.PRODUCTION);
        s3.put(MODELS, "models/a.onnx");
        s3.mark(MODELS, "models/a.onnx");
        s3.put(LOGS, "s3-access-logs/1");
    }

    @AfterEach
    void stop() {
        aws.close();
        s3.close();
    }

    @Test
    void aDryRunTellsTheOrderAndChangesNothing() {
        aws.loadBalancers.put(BALANCER, CLUSTER);

        Run run = teardown("production", "--dry-run");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .containsSubsequence(
                        "workloads (by hand)",
                        "helm uninstall api --namespace mlops",
                        "helm uninstall training --namespace mlops",
                        "policies (by hand)",
                        "helm uninstall policies --namespace kyverno",
                        "kyverno (by hand)",
                        "helm uninstall kyverno --namespace kyverno",
                        "load-balancer (by hand)",
                        BALANCER,
                        "bucket " + MODELS + " (by this command): holds 1 versions and 1 delete markers, 10 bytes",
                        "bucket " + LOGS,
                        "aws ecr delete-repository --region us-east-1 --repository-name sam-mlops-production-api --force",
                        "ENVIRONMENT=production cdktf destroy platform",
                        "cdktf destroy cluster --ignore-missing-stack-dependencies",
                        "cdktf destroy github",
                        "cdktf destroy foundation",
                        "Dry run: nothing was changed")
                .doesNotContain("destroy bootstrap");
        assertThat(s3.keys(MODELS)).hasSize(1);
        assertThat(s3.asked).noneMatch(request -> request.startsWith("POST"));
    }

    @Test
    void emptiesThousandsOfVersionsAndMarkersPageByPage() {
        for (int i = 0; i < 2_500; i++) {
            s3.put(MODELS, "models/" + i + " ü&+%20<x>.onnx");
            s3.mark(MODELS, "models/" + i + " ü&+%20<x>.onnx");
        }

        Run run = teardown("production", "--yes-destroy", "production", "--output", "json");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.json().at("/emptied/0/deleted").asInt()).isEqualTo(5_002);
        assertThat(run.json().at("/emptied/0/empty").asBoolean()).isTrue();
        assertThat(s3.keys(MODELS)).isEmpty();
        assertThat(s3.keys(LOGS)).isEmpty();
        assertThat(s3.asked)
                .filteredOn(request -> request.startsWith("POST " + MODELS + " "))
                .hasSize(6);
    }

    @Test
    void refusesWhileALoadBalancerIsLeft() {
        aws.loadBalancers.put(BALANCER, CLUSTER);
        aws.loadBalancers.put(BALANCER + "/of-another", "another-eks");
        aws.loadBalancers.put(BALANCER + "/second", CLUSTER);

        Run run = teardown("production", "--yes-destroy", "production");

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.out()).contains(BALANCER, BALANCER + "/second").doesNotContain("of-another");
        assertThat(run.err()).contains("Nothing was emptied");
        assertThat(s3.keys(MODELS)).hasSize(1);
    }

    @Test
    void whereNobodyCanBeAskedTheNameIsAnOption() {
        Run silent = teardown("production");
        Run other = teardown("production", "--yes-destroy", "staging");

        assertThat(silent.code()).isEqualTo(2);
        assertThat(silent.err()).contains("--yes-destroy production");
        assertThat(other.code()).isEqualTo(4);
        assertThat(other.err()).contains("'staging' is not 'production'. Nothing was changed.");
        assertThat(s3.keys(MODELS)).hasSize(1);
    }

    @Test
    void atATerminalTheNameIsTyped() {
        tryops.interactive = true;
        tryops.answers = "yes\n";
        Run yes = teardown("production");
        tryops.answers = "production\n";
        Run name = teardown("production");

        assertThat(yes.code()).isEqualTo(4);
        assertThat(yes.err()).contains("Type the environment's name", "'yes' is not 'production'");
        assertThat(name.code()).as(name.err()).isZero();
        assertThat(s3.keys(MODELS)).isEmpty();
    }

    @Test
    void theEnvironmentIsNeverTakenFromTheShell() {
        tryops.environment.put("ENVIRONMENT", "production");

        Run run = teardown("--yes-destroy", "production");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("Name the environment");
    }

    @Test
    void whatStaysIsToldAndTheRestGoes() {
        s3.put(MODELS, "models/held.onnx");
        s3.stuck.put("models/held.onnx", "AccessDenied");

        Run run = teardown("production", "--yes-destroy", "production");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains(MODELS + ": 1 are left: AccessDenied", "models/held.onnx (version", "it stays")
                .contains("run this again");
        assertThat(s3.keys(MODELS)).containsExactly("models/held.onnx");
        assertThat(s3.keys(LOGS)).isEmpty();
    }

    @Test
    void whatFailsForTheMomentIsTriedAgain() {
        s3.put(MODELS, "models/b.onnx");
        s3.stuckOnce.add("models/b.onnx");

        Run run = teardown("production", "--yes-destroy", "production", "--output", "json");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.json().at("/emptied/0/deleted").asInt()).isEqualTo(3);
        assertThat(s3.keys(MODELS)).isEmpty();
    }

    @Test
    void aListingThatLosesItsPlaceIsBegunAgain() {
        for (int i = 0; i < 2_100; i++) {
            s3.put(MODELS, "models/" + i);
        }
        s3.losesItsPlace = true;

        assertThat(teardown("production", "--yes-destroy", "production").code()).isZero();
        assertThat(s3.keys(MODELS)).isEmpty();
    }

    @Test
    void whereNothingCanBeDeletedItSoonStops() {
        for (int i = 0; i < 3_000; i++) {
            s3.put(LOGS, "locked/" + i);
            s3.stuck.put("locked/" + i, "AccessDenied");
        }

        Run run = teardown("production", "--yes-destroy", "production");

        assertThat(run.code()).isEqualTo(1);
        assertThat(s3.asked)
                .filteredOn(request -> request.startsWith("POST " + LOGS))
                .hasSize(1);
        assertThat(run.err()).contains("1,000 are left: AccessDenied");
    }

    @Test
    void goesOnWhereItWasCutOff() {
        for (int i = 0; i < 1_500; i++) {
            s3.put(MODELS, "models/" + i);
        }
        s3.cutAfter = 1;

        Run cut = teardown("production", "--yes-destroy", "production");
        int left = s3.keys(MODELS).size();
        s3.cutAfter = Integer.MAX_VALUE;
        Run again = teardown("production", "--yes-destroy", "production");

        assertThat(cut.code()).isEqualTo(1);
        assertThat(cut.err()).contains("The bucket " + MODELS);
        assertThat(left).isBetween(1, 1_000);
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(s3.keys(MODELS)).isEmpty();
    }

    @Test
    void aBusyServerIsWaitedFor() {
        s3.busy = 1;

        assertThat(teardown("production", "--yes-destroy", "production").code()).isZero();
    }

    @Test
    void aBucketOfAnotherAccountIsNotTouchedWhateverItsName() {
        s3.owner = "999999999999";

        Run run = teardown("production", "--yes-destroy", "production");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains(MODELS + " of the account 123456789012", "AccessDenied");
        assertThat(s3.keys(MODELS)).hasSize(1);
    }

    @Test
    void theCredentialsMustBeOfTheSettingsAccount() throws IOException {
        Facts.write(files, Facts.PRODUCTION.replace("\"account\" : null", "\"account\" : \"999999999999\""));

        Run run = teardown("production", "--yes-destroy", "production");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("account 123456789012", "name 999999999999");
        assertThat(s3.asked).isEmpty();
    }

    @Test
    void whatIsGoneIsDone() throws IOException {
        aws.clusters.clear();
        Facts.write(files, Facts.PRODUCTION.replace("models-{account}-logs", "gone-{account}"));

        Run run = teardown("production", "--yes-destroy", "production");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("workloads (done): there is no cluster", "gone-123456789012 (done): does not exist");
    }

    @Test
    void withoutChartsThePlatformStackIsWhatRemovesThem() throws IOException {
        Facts.write(files, Facts.PRODUCTION.replaceAll("(?s)\"charts\" : \\[.*?\\n  ]", "\"charts\" : [ ]"));

        assertThat(teardown("production", "--dry-run").out())
                .containsSubsequence("workloads (by hand)", "cdktf destroy platform", "load-balancer");
    }

    private Run teardown(String... options) {
        return tryops.run(Stream.concat(
                        Stream.of(
                                "teardown",
                                "--infrastructure",
                                files.infrastructure().toString()),
                        Stream.of(options))
                .toArray(String[]::new));
    }
}
