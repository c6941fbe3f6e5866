package dev.tryops.infra.stacks;

import com.hashicorp.cdktf.Fn;
import dev.tryops.infra.generic.HelmConnection;
import dev.tryops.infra.platform.Installations;
import dev.tryops.infra.platform.ReleasedImages;
import dev.tryops.infra.settings.InfraSettings;
import java.util.List;
import software.constructs.Construct;

/**
 * What runs in the cluster, as Helm releases. It is deployed from where the cluster's API can be reached, with the AWS CLI
 * at hand.
 */
public final class PlatformStack extends MlopsStack {

    public PlatformStack(Construct scope, InfraSettings settings) {
        super(scope, StackName.PLATFORM, settings);
        keepStateInBucket();
        RemoteOutputs cluster = new RemoteOutputs(this, StackName.CLUSTER);
        new HelmConnection(
                this,
                cluster.string(ClusterOutput.EKS_CLUSTER_ENDPOINT),
                Fn.base64decode(cluster.string(ClusterOutput.EKS_CLUSTER_CERTIFICATE_AUTHORITY)),
                cluster.string(ClusterOutput.EKS_CLUSTER_NAME),
                settings.aws().region());
        ReleasedImages images = new ReleasedImages(this, "release", settings);
        new Installations(this, "charts", List.of(), images.resource());
    }
}
