package dev.tryops.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryops.deployment.EnvironmentFacts.Capacity;
import dev.tryops.deployment.EnvironmentFacts.Chart;
import dev.tryops.deployment.EnvironmentFacts.Cluster;
import dev.tryops.deployment.EnvironmentFacts.Purpose;
import dev.tryops.deployment.EnvironmentFacts.Repositories;
import dev.tryops.deployment.EnvironmentFacts.Singletons;
import dev.tryops.model.EnvironmentName;
import dev.tryops.registry.CorruptArtifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentFilesTest {

    private static final EnvironmentName PRODUCTION = new EnvironmentName("production");
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
    private static final Release RELEASE = new Release(PRODUCTION, "sha-8ff7556", image("api"), image("training"));
    private static final EnvironmentFacts FACTS = new EnvironmentFacts(
            PRODUCTION,
            "sam-mlops",
            "us-east-1",
            null,
            new Repositories("p-api", "p-training"),
            new Cluster("p-eks", "1.33", LocalDate.parse("2026-07-29"), null, List.of()),
            new Capacity(3, 16, 0, 5),
            new Singletons(false, true),
            List.of("p-models-{account}"),
            List.of(new Chart("api", "mlops", Purpose.WORKLOAD)),
            List.of("foundation", "cluster"));

    @TempDir
    Path directory;

    @Test
    void aReleaseIsReadAsItWasWritten() throws Exception {
        Path file = new DeploymentFiles(directory).release(PRODUCTION);
        write(file, RELEASE.text());

        assertThat(Release.read(file, PRODUCTION)).contains(RELEASE);
        assertThat(file).hasFileName("production.json");
    }

    @Test
    void theFileOfAReleaseIsOneFieldALine() {
        assertThat(RELEASE.text()).startsWith("""
                {
                  "environment" : "production",
                  "tag" : "sha-8ff7556",
                  "api" : {
                    "repository_uri" : "123456789012.dkr.ecr.us-east-1.amazonaws.com/p-api",
                    "digest" : "%s",
                    "pushed_at" : "2026-02-08T16:00:00Z"
                  },
                """.formatted(DIGEST)).endsWith("}\n");
    }

    @Test
    void factsAreReadAsTheyWereWritten() throws Exception {
        Path file = new DeploymentFiles(directory).facts(PRODUCTION);
        write(file, FACTS.text());

        assertThat(EnvironmentFacts.read(file, PRODUCTION)).contains(FACTS);
    }

    @Test
    void whereNothingWasWrittenThereIsNothing() throws Exception {
        DeploymentFiles files = new DeploymentFiles(directory);

        assertThat(Release.read(files.release(PRODUCTION), PRODUCTION)).isEmpty();
        assertThat(EnvironmentFacts.read(files.facts(PRODUCTION), PRODUCTION)).isEmpty();
        assertThat(MonthlyPrice.read(files.price(PRODUCTION))).isEmpty();
    }

    @Test
    void theFileOfAnotherEnvironmentIsRefusedByName() throws Exception {
        Path file = directory.resolve("release.json");
        write(file, RELEASE.text());

        assertThatThrownBy(() -> Release.read(file, new EnvironmentName("staging")))
                .isInstanceOf(CorruptArtifact.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("'production', not 'staging'");
    }

    @Test
    void whatIsNoDigestIsNeverReadAsOne() throws Exception {
        Path file = directory.resolve("release.json");
        write(file, RELEASE.text().replace(DIGEST, "null"));

        assertThatThrownBy(() -> Release.read(file, PRODUCTION))
                .isInstanceOf(CorruptArtifact.class)
                .hasMessageContaining("Not a digest: 'null'");
    }

    @Test
    void aFieldThatIsMissingIsNamed() throws Exception {
        Path file = directory.resolve("facts.json");
        write(file, FACTS.text().replace("\"repositories\"", "\"repos\""));

        assertThatThrownBy(() -> EnvironmentFacts.read(file, PRODUCTION))
                .isInstanceOf(CorruptArtifact.class)
                .hasMessageContaining("repositories");
    }

    @Test
    void bucketsAreNamedAfterTheAccount() {
        assertThat(FACTS.bucketsIn("123456789012")).containsExactly("p-models-123456789012");
    }

    private static ReleasedImage image(String of) {
        return new ReleasedImage(
                "123456789012.dkr.ecr.us-east-1.amazonaws.com/p-" + of, DIGEST, Instant.parse("2026-02-08T16:00:00Z"));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
