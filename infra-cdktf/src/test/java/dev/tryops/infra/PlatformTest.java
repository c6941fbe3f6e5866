package dev.tryops.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tryops.deployment.Release;
import dev.tryops.deployment.ReleasedImage;
import dev.tryops.infra.settings.BadSetting;
import dev.tryops.infra.settings.Environments;
import dev.tryops.infra.settings.InfraSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the platform reaches its cluster, and which images it runs. */
@NeedsNode
class PlatformTest {

    private static final InfraSettings PRODUCTION = Environments.PRODUCTION.settings();
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    private Path file;

    @BeforeEach
    void nameAFileBelowTheModule() throws IOException {
        file = Files.createTempFile(Files.createDirectories(Path.of("target")), "release", ".json");
        Files.delete(file);
    }

    @AfterEach
    void removeIt() throws IOException {
        Files.deleteIfExists(file);
    }

    @Test
    void withoutAReleaseEverythingIsSynthesizedAndNoPlanIsMade() {
        Resource images = synthesized().resource("terraform_data");

        assertThat(images.at("/input/api_image").asString("?")).isEmpty();
        assertThat(images.at("/input/training_image").asString("?")).isEmpty();
        assertThat(images.at("/lifecycle/precondition/0/condition").asString())
                .isEqualTo("${length(local.api_image) > 0 && length(local.training_image) > 0}");
        assertThat(images.at("/lifecycle/precondition/0/error_message").asString())
                .contains("run tryops release production", file.getFileName().toString());
    }

    @Test
    void aReleaseIsReadByDigest() throws IOException {
        Files.writeString(file, release(PRODUCTION).text());

        Synthesized all = synthesized();

        assertThat(all.resource("terraform_data").at("/input/api_image").asString())
                .isEqualTo("registry.example/api@" + DIGEST);
        assertThat(all.stack("platform").at("/locals/training_image").asString())
                .isEqualTo("registry.example/training@" + DIGEST);
    }

    @Test
    void theReleaseOfAnotherEnvironmentIsRefused() throws IOException {
        Files.writeString(file, release(Environments.STAGING.settings()).text());

        assertThatExceptionOfType(BadSetting.class)
                .isThrownBy(this::synthesized)
                .withMessageContaining("releaseFile")
                .withMessageContaining("'staging', not 'production'");
    }

    @Test
    void aReleaseThatCannotBeReadIsRefused() throws IOException {
        Files.writeString(file, "{}");

        assertThatExceptionOfType(BadSetting.class)
                .isThrownBy(this::synthesized)
                .withMessageStartingWith("releaseFile is ")
                .withMessageContaining(file.getFileName().toString());
    }

    @Test
    void helmComesWithATokenThatNobodyKeeps() {
        var kubernetes = Synthesized.production().stack("platform").at("/provider/helm/0/kubernetes/0");

        assertThat(kubernetes.propertyNames()).containsExactlyInAnyOrder("host", "cluster_ca_certificate", "exec");
        assertThat(kubernetes.path("host").asString())
                .isEqualTo("${data.terraform_remote_state.cluster_state.outputs.eks_cluster_endpoint}");
        var exec = kubernetes.at("/exec/0");
        assertThat(exec.path("api_version").asString()).isEqualTo("client.authentication.k8s.io/v1beta1");
        assertThat(exec.path("command").asString()).isEqualTo("aws");
        assertThat(Resource.texts(exec.path("args")))
                .containsExactly(
                        "eks",
                        "get-token",
                        "--cluster-name",
                        "${data.terraform_remote_state.cluster_state.outputs.eks_cluster_name}",
                        "--region",
                        "us-east-1");
    }

    @Test
    void runnersThatAreNamedMayCallTheClustersApi() {
        Synthesized all =
                Synthesized.of(PRODUCTION.with(PRODUCTION.cluster().withRunnerGroups(List.of("sg-01234567"))));

        Resource rule = all.resource("aws_vpc_security_group_ingress_rule", "groups/cluster-from-sg-01234567");
        assertThat(rule.text("referenced_security_group_id")).isEqualTo("sg-01234567");
        assertThat(rule.at("/from_port").asInt()).isEqualTo(443);
        assertThat(rule.at("/to_port").asInt()).isEqualTo(443);
        assertThat(all.references(rule)).contains(SecurityGroupRows.group(all, "cluster"));
    }

    private Synthesized synthesized() {
        return Synthesized.of(PRODUCTION.withReleaseFile("target/" + file.getFileName()));
    }

    private static Release release(InfraSettings settings) {
        Instant pushed = Instant.parse("2026-11-28T00:00:00Z");
        return new Release(
                settings.environment(),
                "sha-8ff7556",
                new ReleasedImage("registry.example/api", DIGEST, pushed),
                new ReleasedImage("registry.example/training", DIGEST, pushed));
    }
}
