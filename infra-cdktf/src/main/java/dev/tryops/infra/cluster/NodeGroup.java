package dev.tryops.infra.cluster;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.Token;
import com.hashicorp.cdktf.providers.aws.eks_node_group.EksNodeGroup;
import com.hashicorp.cdktf.providers.aws.eks_node_group.EksNodeGroupLaunchTemplate;
import com.hashicorp.cdktf.providers.aws.eks_node_group.EksNodeGroupScalingConfig;
import com.hashicorp.cdktf.providers.aws.eks_node_group.EksNodeGroupTaint;
import com.hashicorp.cdktf.providers.aws.eks_node_group.EksNodeGroupUpdateConfig;
import com.hashicorp.cdktf.providers.aws.launch_template.LaunchTemplate;
import dev.tryops.infra.identity.Role;
import dev.tryops.infra.settings.InfraSettings;
import dev.tryops.infra.settings.NodeGroupSettings;
import dev.tryops.infra.settings.NodeGroupSettings.Scaling;
import dev.tryops.infra.settings.Taint;
import java.util.List;
import software.constructs.Construct;

/** Nodes of one kind, in private subnets. How many there are between the limits is the autoscaler's to say. */
public final class NodeGroup extends Construct {

    /** Of versions from 1.33 on there is no image of Amazon Linux 2. */
    private static final String IMAGE = "AL2023_x86_64_STANDARD";

    private final EksNodeGroup group;

    NodeGroup(
            Construct scope,
            String id,
            NodeGroupSettings settings,
            InfraSettings all,
            Cluster cluster,
            Ground ground,
            Role role,
            List<ITerraformDependable> first) {
        super(scope, id);
        String name = all.names().nodeGroup(settings);
        LaunchTemplate template =
                NodeTemplate.create(this, name, settings, all, cluster.nodesSecurityGroupId(), ground.keyArn());
        group = EksNodeGroup.Builder.create(this, "group")
                .clusterName(cluster.name())
                .nodeGroupName(name)
                .nodeRoleArn(role.arn())
                .subnetIds(ground.privateSubnetIds())
                .version(cluster.version())
                .amiType(IMAGE)
                .instanceTypes(List.of(settings.instanceType()))
                .capacityType(settings.capacity().name())
                .scalingConfig(scaling(settings.scaling()))
                .updateConfig(
                        EksNodeGroupUpdateConfig.builder().maxUnavailable(1).build())
                .labels(settings.labels().asMap())
                .taint(settings.taint().map(NodeGroup::taint).stream().toList())
                .launchTemplate(EksNodeGroupLaunchTemplate.builder()
                        .id(template.getId())
                        // Not $Latest, whose meaning changes without a plan that says so.
                        .version(Token.asString(template.getLatestVersion()))
                        .build())
                .lifecycle(TerraformResourceLifecycle.builder()
                        .ignoreChanges(List.of("scaling_config[0].desired_size"))
                        .build())
                .dependsOn(first)
                .build();
    }

    private static EksNodeGroupScalingConfig scaling(Scaling scaling) {
        return EksNodeGroupScalingConfig.builder()
                .minSize(scaling.min())
                .desiredSize(scaling.desired())
                .maxSize(scaling.max())
                .build();
    }

    private static EksNodeGroupTaint taint(Taint taint) {
        return EksNodeGroupTaint.builder()
                .key(taint.key())
                .value(taint.value())
                .effect(Taint.EKS_EFFECT)
                .build();
    }

    public String id() {
        return group.getId();
    }

    public ITerraformDependable resource() {
        return group;
    }
}
