package dev.tryops.infra.stacks;

import dev.tryops.infra.settings.InfraSettings;
import software.constructs.Construct;

/** The cluster, its nodes, and the roles of what runs in it. */
public final class ClusterStack extends MlopsStack {

    public ClusterStack(Construct scope, InfraSettings settings) {
        super(scope, StackName.CLUSTER, settings);
        keepStateInBucket();
        RemoteOutputs foundation = new RemoteOutputs(this, StackName.FOUNDATION);
        output(ClusterOutput.EKS_CLUSTER_NAME, "The cluster's name", foundation.string(FoundationOutput.AWS_REGION));
    }
}
