package dev.tryops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.cli.CommandLineUnderTest.Run;
import dev.tryops.cli.aws.FakeEcr;
import dev.tryops.deployment.DeploymentFiles;
import dev.tryops.deployment.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code tryops release}, with ECR's protocol spoken by a server on loopback. */
class ReleaseCommandTest {

    private static final String API = "sam-mlops-production-api";
    private static final String TRAINING = "sam-mlops-production-training";
    private static final Instant NOON = Instant.parse("2026-02-08T12:00:00Z");

    @TempDir
    Path directory;

    private FakeEcr ecr;
    private CommandLineUnderTest tryops;
    private DeploymentFiles files;
    private FakeEcr.Image api;
    private FakeEcr.Image training;

    @BeforeEach
    void aCommitThatWasPushed() throws IOException {
        ecr = new FakeEcr().repository(API).repository(TRAINING);
        tryops = CommandLineUnderTest.withoutStore(directory);
        tryops.environment.put("AWS_ENDPOINT_URL_ECR", ecr.address());
        files = new DeploymentFiles(directory.resolve("infra"));
        Facts.write(files, Facts.PRODUCTION);
        push(-60, "sha-0000000");
        api = ecr.push(API, NOON, "sha-aaaaaaa");
        training = ecr.push(TRAINING, NOON.plusSeconds(9), "sha-aaaaaaa");
        ecr.push(API, NOON.plusSeconds(60), api.digest.replace(':', '-') + ".sig");
        ecr.push(API, NOON.plusSeconds(90));
    }

    @AfterEach
    void stop() {
        ecr.close();
    }

    @Test
    void recordsTheNewestImagesByDigestAndTagsThem() throws Exception {
        Run run = release();

        assertThat(run.code()).as(run.err()).isZero();
        Release release = recorded();
        assertThat(release.tag()).isEqualTo("sha-aaaaaaa");
        assertThat(release.api().reference())
                .isEqualTo("123456789012.dkr.ecr.us-east-1.amazonaws.com/" + API + "@" + api.digest);
        assertThat(release.training().digest()).isEqualTo(training.digest);
        assertThat(release.training().pushedAt()).isEqualTo(NOON.plusSeconds(9));
        assertThat(List.of(api, training)).allMatch(image -> image.tags.contains("release-production-1"));
        assertThat(run.out()).contains("sha-aaaaaaa of production, as release-production-1", api.digest);
    }

    @Test
    void oncemoreChangesNothing() throws IOException {
        release();
        String before = text();
        ecr.asked.clear();

        Run run = release("--output", "json");

        assertThat(text()).isEqualTo(before);
        assertThat(ecr.puts()).isEmpty();
        assertThat(run.json().path("written").asBoolean()).isFalse();
        assertThat(run.json().path("tagged").asInt()).isZero();
        assertThat(run.json().path("release_tag").asString()).isEqualTo("release-production-1");
    }

    @Test
    void everyReleaseHasANumberOfItsOwnAndTheNextEnvironmentBeginsAtOne() throws Exception {
        release();
        push(600, "sha-bbbbbbb");
        release();
        Facts.write(files, Facts.PRODUCTION.replace("\"production\"", "\"staging\""), "staging");

        assertThat(tryops.run(
                                "release",
                                "staging",
                                "--infrastructure",
                                files.infrastructure().toString())
                        .code())
                .isZero();

        assertThat(ecr.image(API, "sha-bbbbbbb").tags)
                .contains("release-production-2", "release-staging-1")
                .doesNotContain("release-production-1");
        assertThat(recorded().tag()).isEqualTo("sha-bbbbbbb");
    }

    @Test
    void aReleaseThatStoppedHalfwayIsFinishedUnderItsNumber() {
        ecr.meanwhile.put("PutImage", () -> ecr.tampering.put("PutImage", ignored -> ecr.denying = true));
        assertThat(release().code()).isEqualTo(1);
        ecr.tampering.clear();
        ecr.denying = false;
        assertThat(api.tags).contains("release-production-1");
        assertThat(files.release(Facts.NAME)).doesNotExist();

        assertThat(release().code()).isZero();

        assertThat(training.tags).contains("release-production-1");
        assertThat(ecr.puts()).filteredOn(put -> put.contains("-2")).isEmpty();
    }

    @Test
    void whoeverTakesTheNumberMeanwhileKeepsIt() throws Exception {
        ecr.meanwhile.put("PutImage", () -> ecr.image(API, "sha-0000000").tags.add("release-production-1"));

        assertThat(release().code()).isZero();

        assertThat(ecr.image(API, "release-production-1").tags).contains("sha-0000000");
        assertThat(List.of(api, training)).allMatch(image -> image.tags.contains("release-production-2"));
    }

    @Test
    void goesBackOnlyIfAsked() throws Exception {
        push(600, "sha-bbbbbbb");
        release();

        Run refused = release("--tag", "sha-aaaaaaa");
        String kept = recorded().tag();
        Run asked = release("--tag", "sha-aaaaaaa", "--older");

        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.err()).contains("runs sha-bbbbbbb, which was pushed after sha-aaaaaaa", "--older");
        assertThat(kept).isEqualTo("sha-bbbbbbb");
        assertThat(asked.code()).isZero();
        assertThat(recorded().tag()).isEqualTo("sha-aaaaaaa");
    }

    @Test
    void imagesOfTwoCommitsAreNotOneRelease() {
        ecr.push(API, NOON.plusSeconds(600), "sha-bbbbbbb");

        Run run = release();

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err()).contains(API + " has sha-bbbbbbb", TRAINING + " has sha-aaaaaaa", "--tag");
        assertThat(files.release(Facts.NAME)).doesNotExist();
        assertThat(ecr.puts()).isEmpty();
    }

    @Test
    void anEmptyRepositoryIsSaidAndNeverBecomesNull() {
        ecr.repository(TRAINING);

        Run run = release();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains(TRAINING + " holds no image").doesNotContain("null", "Exception");
        assertThat(files.release(Facts.NAME)).doesNotExist();
    }

    @Test
    void aRepositoryThatIsNotThereIsToBeDeployed() throws IOException {
        Facts.write(files, Facts.PRODUCTION.replace(API, "nowhere"));

        Run run = release();

        assertThat(run.err()).contains("no repository nowhere in ECR", "foundation stack");
    }

    @Test
    void aDryRunChangesNothing() {
        Run run = release("--dry-run");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("release-production-1 (dry run: nothing was changed)");
        assertThat(ecr.puts()).isEmpty();
        assertThat(files.release(Facts.NAME)).doesNotExist();
    }

    @Test
    void tagsThatCouldBeMovedAreNoProtection() {
        ecr.immutable = false;

        Run run = release();

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err()).contains("not immutable");
    }

    @Test
    void theRepositoriesOfAnotherAccountAreNotReleased() throws IOException {
        Facts.write(files, Facts.PRODUCTION.replace("\"account\" : null", "\"account\" : \"999999999999\""));

        Run run = release();

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err()).contains("belongs to the account 123456789012", "999999999999");
    }

    @Test
    void throttlingIsWaitedOut() {
        ecr.throttled = 1;

        assertThat(release().code()).isZero();
    }

    @Test
    void aDenialIsASentenceWithWhatIsMissing() {
        ecr.denying = true;

        Run run = release();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("AccessDeniedException (HTTP 400)", "ecr:DescribeRepositories")
                .hasLineCount(1);
    }

    @Test
    void tamperedAnswersReleaseNothing() {
        Stream<Runnable> attacks = Stream.of(
                () -> ecr.tampering.put(
                        "BatchGetImage",
                        answer -> ((ObjectNode) answer.at("/images/0")).put("imageManifest", "{\"another\":true}")),
                () -> ecr.tampering.put("BatchGetImage", answer -> ((ArrayNode) answer.path("images")).removeAll()),
                () -> ecr.tampering.put("DescribeImages", answer -> answer.put("nextToken", "0")),
                () -> ecr.tampering.put(
                        "DescribeImages",
                        answer -> ((ObjectNode) answer.at("/imageDetails/0")).put("repositoryName", "another")),
                () -> ecr.tampering.put(
                        "DescribeRepositories",
                        answer -> ((ObjectNode) answer.at("/repositories/0"))
                                .put("repositoryUri", "evil.example/" + API)),
                () -> ecr.tampering.put(
                        "DescribeRepositories",
                        answer -> ((ObjectNode) answer.at("/repositories/0")).put("repositoryName", "another")));

        attacks.forEach(attack -> {
            ecr.tampering.clear();
            attack.run();
            Run run = release();
            assertThat(run.code()).as(run.out() + run.err()).isEqualTo(1);
            assertThat(run.err()).startsWith("ECR").hasLineCount(1);
            assertThat(files.release(Facts.NAME)).doesNotExist();
            assertThat(ecr.puts()).isEmpty();
        });
    }

    @Test
    void aRecordThatCannotBeReadIsNotWrittenOver() throws IOException {
        Files.createDirectories(files.release(Facts.NAME).getParent());
        Files.writeString(files.release(Facts.NAME), "{\"environment\":\"prod");

        Run run = release();

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("production.json");
        assertThat(text()).isEqualTo("{\"environment\":\"prod");
    }

    @Test
    void withoutSynthTheRepositoriesMustBeNamed() throws IOException {
        Files.delete(files.facts(Facts.NAME));

        Run lost = release();
        tryops.environment.put("AWS_REGION", "us-east-1");
        Run named = release("--api-repository", API, "--training-repository", TRAINING);

        assertThat(lost.code()).isEqualTo(2);
        assertThat(lost.err()).contains("make synth ENVIRONMENT=production");
        assertThat(named.code()).as(named.err()).isZero();
    }

    private void push(int seconds, String tag) {
        ecr.push(API, NOON.plusSeconds(seconds), tag);
        ecr.push(TRAINING, NOON.plusSeconds(seconds), tag);
    }

    private Run release(String... options) {
        return tryops.run(Stream.concat(
                        Stream.of(
                                "release",
                                "--infrastructure",
                                files.infrastructure().toString()),
                        Stream.of(options))
                .toArray(String[]::new));
    }

    private Release recorded() throws Exception {
        return Release.read(files.release(Facts.NAME), Facts.NAME).orElseThrow();
    }

    private String text() throws IOException {
        return Files.readString(files.release(Facts.NAME));
    }
}
