package dev.tryops.cli.aws;

import dev.tryops.deployment.EnvironmentFacts;
import dev.tryops.deployment.Release;
import dev.tryops.deployment.ReleasedImage;
import dev.tryops.registry.CorruptArtifact;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecr.EcrClient;

/** Whether the recorded images are there, and something that signs beside them. */
final class ReleaseCheck {

    private static final String CHECK = "release";

    private final EcrClient ecr;
    private final EnvironmentFacts facts;

    ReleaseCheck(EcrClient ecr, EnvironmentFacts facts) {
        this.ecr = ecr;
        this.facts = facts;
    }

    Finding finding(Path file) {
        Optional<Release> release;
        try {
            release = Release.read(file, facts.environment());
        } catch (CorruptArtifact | IOException e) {
            return Finding.fail(CHECK, "The record cannot be read. " + e.getMessage());
        }
        return release.map(this::judged)
                .orElseGet(() -> Finding.fail(
                        CHECK,
                        "No images are chosen yet, and the platform stack's plan will fail. Run 'tryops release %s'"
                                .formatted(facts.environment())));
    }

    private Finding judged(Release release) {
        List<String> missing = new ArrayList<>();
        List<String> unsigned = new ArrayList<>();
        look(release.api(), facts.repositories().api(), missing, unsigned);
        look(release.training(), facts.repositories().training(), missing, unsigned);
        if (!missing.isEmpty()) {
            return Finding.fail(
                    CHECK, "ECR has no " + String.join(" and no ", missing) + ". Release images that are there");
        }
        if (!unsigned.isEmpty()) {
            return Finding.fail(
                    CHECK,
                    "There is no signature beside %s, and the cluster would refuse it. Sign it as the pipeline does, or release another"
                            .formatted(String.join(" and ", unsigned)));
        }
        return Finding.ok(
                CHECK,
                "Both images of %s are there, and something signed beside each; what it says, whose it is and that it holds, the cluster verifies"
                        .formatted(release.tag()));
    }

    private void look(ReleasedImage image, String repository, List<String> missing, List<String> unsigned) {
        ImageRepository there = new ImageRepository(ecr, repository);
        if (!image.repositoryUri().endsWith("/" + repository) || !there.has(image.digest())) {
            missing.add(image.reference());
        } else if (!there.hasSignature(image.digest())) {
            unsigned.add(image.reference());
        }
    }
}
