package dev.tryops.infra.platform;

import com.hashicorp.cdktf.ITerraformDependable;
import dev.tryops.deployment.Release;
import dev.tryops.infra.generic.CheckedValues;
import dev.tryops.infra.settings.BadSetting;
import dev.tryops.infra.settings.InfraSettings;
import dev.tryops.registry.CorruptArtifact;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import software.constructs.Construct;

/**
 * The images that run, by digest, as the reviewed file says. Before the first release there are none: everything can be
 * synthesized and looked at, and no plan of the platform is made.
 */
public final class ReleasedImages extends Construct {

    private static final String API = "api_image";
    private static final String TRAINING = "training_image";

    private final CheckedValues images;

    public ReleasedImages(Construct scope, String id, InfraSettings settings) {
        super(scope, id);
        Optional<Release> release = read(settings);
        images = new CheckedValues(
                scope,
                "images",
                Map.of(
                        API, release.map(run -> run.api().reference()).orElse(""),
                        TRAINING, release.map(run -> run.training().reference()).orElse("")),
                "No images are released to %1$s: run tryops release %1$s, have %2$s reviewed, and synthesize again."
                        .formatted(settings.environment(), settings.releaseFile()));
    }

    private static Optional<Release> read(InfraSettings settings) {
        try {
            return Release.read(Path.of(settings.releaseFile()), settings.environment());
        } catch (IOException | CorruptArtifact e) {
            throw new BadSetting(
                    "releaseFile", "is %s, which cannot be read: %s".formatted(settings.releaseFile(), e.getMessage()));
        }
    }

    /** {@code repository@sha256:…} of the service. */
    public String api() {
        return images.value(API);
    }

    /** The same of the training job. */
    public String training() {
        return images.value(TRAINING);
    }

    public ITerraformDependable resource() {
        return images.resource();
    }
}
