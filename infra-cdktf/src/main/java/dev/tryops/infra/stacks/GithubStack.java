package dev.tryops.infra.stacks;

import dev.tryops.infra.settings.InfraSettings;
import software.constructs.Construct;

/** What GitHub must know: the secrets of the workflows and the environments that they run in. */
public final class GithubStack extends MlopsStack {

    public GithubStack(Construct scope, InfraSettings settings) {
        super(scope, StackName.GITHUB, settings);
        keepStateInBucket();
    }
}
