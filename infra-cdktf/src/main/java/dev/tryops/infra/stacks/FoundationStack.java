package dev.tryops.infra.stacks;

import dev.tryops.infra.settings.InfraSettings;
import software.constructs.Construct;

/** What outlives clusters: network, keys, images, buckets, logs, and the roles by which GitHub builds and deploys. */
public final class FoundationStack extends MlopsStack {

    public FoundationStack(Construct scope, InfraSettings settings) {
        super(scope, StackName.FOUNDATION, settings);
        keepStateInBucket();
        output(
                FoundationOutput.AWS_REGION,
                "Where everything is",
                settings.aws().region());
        output(FoundationOutput.DEPLOY_BOUNDARY_ARN, "T", arns().role("x"));
    }
}
