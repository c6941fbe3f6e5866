package dev.tryops.infra.stacks;

import dev.tryops.infra.settings.InfraSettings;
import software.constructs.Construct;

/** TODO. */
public final class BootstrapStack extends MlopsStack {

    public BootstrapStack(Construct scope, InfraSettings settings, boolean stateInFile) {
        super(scope, StackName.BOOTSTRAP, settings);
        if (stateInFile) {
            keepStateInFile();
        } else {
            keepStateInBucket();
        }
    }
}
