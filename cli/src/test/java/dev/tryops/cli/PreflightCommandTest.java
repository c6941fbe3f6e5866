package dev.tryops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.cli.CommandLineUnderTest.Run;
import dev.tryops.cli.aws.FakeAccount;
import dev.tryops.cli.aws.FakeEcr;
import dev.tryops.deployment.DeploymentFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code tryops preflight}, with the services of AWS on loopback. */
class PreflightCommandTest {

    private static final String API = "sam-mlops-production-api";
    private static final String TRAINING = "sam-mlops-production-training";
    private static final String CLUSTER = "sam-mlops-production-eks";
    private static final String GITHUB = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";
    private static final Instant NOON = Instant.parse("2026-02-08T12:00:00Z");
    private static final String PRICE = """
            {"environment": "production", "minimum": 362.83, "base": 393.20, "maximum": 605.78, "unpriced": []}
            """;

    @TempDir
    Path directory;

    private FakeAccount aws;
    private FakeEcr ecr;
    private CommandLineUnderTest tryops;
    private DeploymentFiles files;

    @BeforeEach
    void everythingIsReady() throws IOException {
        aws = new FakeAccount();
        ecr = new FakeEcr().repository(API).repository(TRAINING);
        tryops = CommandLineUnderTest.withoutStore(directory);
        tryops.clock = Clock.fixed(NOON, ZoneOffset.UTC);
        tryops.environment.put("AWS_ENDPOINT_URL", aws.address());
        tryops.environment.put("AWS_ENDPOINT_URL_ECR", ecr.address());
        files = new DeploymentFiles(directory.resolve("infra"));
        facts("\"account\" : null", "\"account\" : \"123456789012\"");
        FakeEcr.Image api = ecr.push(API, NOON, "sha-aaaaaaa");
        FakeEcr.Image training = ecr.push(TRAINING, NOON, "sha-aaaaaaa");
        ecr.push(API, NOON, api.digest.replace(':', '-') + ".sig");
        ecr.push(TRAINING, NOON).refersTo(training, "application/vnd.dev.sigstore.bundle.v0.3+json");
        assertThat(run("release").code()).isZero();
        Files.writeString(files.price(Facts.NAME), PRICE);
    }

    @AfterEach
    void stop() {
        aws.close();
        ecr.close();
    }

    @Test
    void whatIsReadyIsOkAndOnlyThePrivateEndpointWarns() {
        Found found = preflight();

        assertThat(found.code()).as(found.toString()).isZero();
        assertThat(found.verdicts())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "account", "ok",
                        "elastic-ips", "ok",
                        "on-demand-vcpus", "ok",
                        "spot-vcpus", "ok",
                        "github-oidc-provider", "ok",
                        "autoscaling-role", "ok",
                        "endpoint", "warn",
                        "release", "ok",
                        "kubernetes-support", "ok",
                        "monthly-price", "ok"));
        assertThat(found.says("kubernetes-support")).contains("1.33 has standard support until 2026-07-29");
        assertThat(found.says("monthly-price")).contains("393.20 dollars a month", "from 362.83 to 605.78");
        assertThat(run("preflight").out())
                .contains(
                        "OK    release",
                        "WARN  endpoint",
                        "runner there",
                        "what it says, whose it is and that it holds");
    }

    @Test
    void theCredentialsOfAnotherAccountFail() {
        aws.account = "999999999999";

        Found found = preflight();

        assertThat(found.code()).isEqualTo(4);
        assertThat(found.failed()).containsExactly("account");
        assertThat(found.says("account")).contains("999999999999", "settings name 123456789012", "Change credentials");
    }

    @Test
    void withoutCredentialsNothingElseIsAsked() {
        aws.denying.add("sts");

        Found found = preflight();

        assertThat(found.code()).isEqualTo(4);
        assertThat(found.verdicts()).containsOnlyKeys("account", "kubernetes-support", "monthly-price");
        assertThat(found.says("account")).contains("AccessDenied", "Nothing else was asked");
    }

    @Test
    void addressesInOtherHandsCountAndOurOwnDoNot() {
        for (int i = 0; i < 3; i++) {
            aws.addresses.add(Map.of("Project", "sam-mlops", "Environment", "production"));
        }
        aws.addresses.add(Map.of("Project", "sam-mlops", "Environment", "staging"));
        aws.addresses.add(Map.of("Name", "a bastion"));
        assertThat(preflight().says("elastic-ips"))
                .isEqualTo("3 of 5 elastic IPs are needed, and 2 are in other hands");

        aws.addresses.add(Map.of());
        Found found = preflight();

        assertThat(found.failed()).containsExactly("elastic-ips");
        assertThat(found.says("elastic-ips")).contains("3 are in other hands", "L-0263D0A3");
    }

    @Test
    void environmentsThatWillNotFitTogetherAreToldInTime() throws IOException {
        facts("\"elastic_ips_of_all_environments\" : 5", "\"elastic_ips_of_all_environments\" : 6");

        Found found = preflight();

        assertThat(found.verdicts()).containsEntry("elastic-ips", "warn");
        assertThat(found.says("elastic-ips")).contains("all environments together need 6");
    }

    @Test
    void aQuotaBelowFullScaleFailsEvenIfItIsOnlyADefault() {
        aws.quotas.put("L-1216C47A", 5.0);
        aws.defaults.add("L-1216C47A");

        Found found = preflight();

        assertThat(found.failed()).containsExactly("on-demand-vcpus");
        assertThat(found.says("on-demand-vcpus")).contains("16 of 5 vCPUs", "not counted", "L-1216C47A");
    }

    @Test
    void singletonsMustBeThereExactlyIfTheSettingsSaySo() throws IOException {
        aws.iam.put(GITHUB, "another-project");
        facts("\"autoscaling_role_exists\" : false", "\"autoscaling_role_exists\" : true");

        Found wrong = preflight();
        aws.iam.put(GITHUB, "sam-mlops");
        aws.iam.put("AWSServiceRoleForAutoScaling", "");
        Found right = preflight();

        assertThat(wrong.failed()).containsExactlyInAnyOrder("github-oidc-provider", "autoscaling-role");
        assertThat(wrong.says("github-oidc-provider")).contains("not from here", "Say in the settings that it exists");
        assertThat(wrong.says("autoscaling-role")).contains("does not exist", "Let bootstrap make it");
        assertThat(right.failed()).isEmpty();
    }

    @Test
    void aClusterThatAnswersIsOk() {
        aws.clusters.put(CLUSTER, aws.address());

        assertThat(preflight().verdicts()).containsEntry("endpoint", "ok");
    }

    @Test
    void silenceIsRightOfAPrivateClusterAndWrongOfARestrictedOne() throws IOException {
        aws.clusters.put(CLUSTER, "https://127.0.0.1:" + closedPort());
        assertThat(preflight().verdicts()).containsEntry("endpoint", "warn");

        facts("\"public_cidrs\" : [ ]", "\"public_cidrs\" : [ \"192.0.2.0/24\" ]");
        Found found = preflight();

        assertThat(found.failed()).containsExactly("endpoint");
        assertThat(found.says("endpoint")).contains("should from 192.0.2.0/24");
    }

    @Test
    void withoutAReleaseThePlanWouldFail() throws IOException {
        Files.delete(files.release(Facts.NAME));

        Found found = preflight();

        assertThat(found.failed()).containsExactly("release");
        assertThat(found.says("release")).contains("Run 'tryops release production'");
    }

    @Test
    void aReleaseWithoutASignatureFails() {
        ecr.image(TRAINING, "sha-aaaaaaa").forgetReferrers();

        Found found = preflight();

        assertThat(found.failed()).containsExactly("release");
        assertThat(found.says("release"))
                .contains("no signature beside", TRAINING)
                .doesNotContain(API + "@");
    }

    @Test
    void aReleaseThatIsGoneOrCannotBeReadFails() throws IOException {
        Path file = files.release(Facts.NAME);
        Files.writeString(file, Files.readString(file).replaceAll("sha256:[0-9a-f]{64}", "sha256:" + "0".repeat(64)));
        assertThat(preflight().says("release")).contains("ECR has no", API, TRAINING);

        Files.writeString(file, "{");
        assertThat(preflight().says("release")).contains("cannot be read");
    }

    @Test
    void whatAwsDoesNotTellIsNotKnownAndStopsNobody() {
        aws.denying.addAll(Set.of("servicequotas", "iam", "eks", "ec2"));
        ecr.denying = true;

        Found found = preflight();

        assertThat(found.code()).as(found.toString()).isZero();
        assertThat(found.says("release")).startsWith("Not known. ECR").contains("AccessDeniedException");
        assertThat(found.says("autoscaling-role")).startsWith("Not known: AccessDenied");
        assertThat(found.says("on-demand-vcpus")).startsWith("Not known. SERVICE_QUOTAS answers with HTTP 400");
    }

    @Test
    void withoutSynthThereIsNothingToCheck() throws IOException {
        Files.delete(files.facts(Facts.NAME));

        Run run = run("preflight");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("make synth ENVIRONMENT=production");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** What was found, by check. */
    private record Found(int code, Map<String, JsonNode> findings) {
        Map<String, String> verdicts() {
            return findings.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            finding -> finding.getValue().path("verdict").asString()));
        }

        Set<String> failed() {
            return findings.keySet().stream()
                    .filter(check -> verdicts().get(check).equals("fail"))
                    .collect(Collectors.toSet());
        }

        String says(String check) {
            return findings.get(check).path("says").asString();
        }
    }

    private Found preflight() {
        Run run = run("preflight", "production", "--output", "json");
        return new Found(
                run.code(),
                StreamSupport.stream(run.json().spliterator(), false)
                        .collect(Collectors.toMap(
                                finding -> finding.path("check").asString(), finding -> finding)));
    }

    private Run run(String command, String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = command;
        arguments[1] = "--infrastructure";
        arguments[2] = files.infrastructure().toString();
        System.arraycopy(options, 0, arguments, 3, options.length);
        return tryops.run(arguments);
    }

    /** Changes what synth wrote. */
    private void facts(String from, String to) throws IOException {
        Path file = files.facts(Facts.NAME);
        String text = Files.exists(file) ? Files.readString(file) : Facts.PRODUCTION;
        assertThat(text).contains(from);
        Facts.write(files, text.replace(from, to));
        Files.setLastModifiedTime(file, FileTime.from(NOON.plusSeconds(1)));
    }
}
