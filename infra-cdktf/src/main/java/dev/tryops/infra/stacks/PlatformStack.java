package dev.tryops.infra.stacks;

import dev.tryops.infra.settings.InfraSettings;
import software.constructs.Construct;

/** What runs in the cluster, as Helm releases. */
public final class PlatformStack extends MlopsStack {

    public PlatformStack(Construct scope, InfraSettings settings) {
        super(scope, StackName.PLATFORM, settings);
        keepStateInBucket();
    }
}
