package dev.tryops.infra.cluster;

import com.hashicorp.cdktf.ITerraformDependable;
import dev.tryops.infra.identity.PolicyDocument;
import dev.tryops.infra.identity.Role;
import dev.tryops.infra.settings.InfraSettings;
import dev.tryops.infra.settings.RoleName;
import java.util.List;
import java.util.stream.Stream;
import software.constructs.Construct;

/** All nodes. Their role lets them join and pull images, and nothing else: pods have roles of their own. */
public final class Nodes extends Construct {

    private final NodeGroup api;
    private final NodeGroup training;

    /** @param first what must be there before a node starts */
    public Nodes(
            Construct scope,
            String id,
            InfraSettings settings,
            Cluster cluster,
            Ground ground,
            List<ITerraformDependable> first) {
        super(scope, id);
        Role role = new Role(
                        this,
                        "role",
                        settings.names().role(RoleName.NODES),
                        "Joins nodes to the cluster and pulls images",
                        PolicyDocument.trusting("ec2.amazonaws.com"))
                .within(ground.boundaryArn())
                .attach("AmazonEKSWorkerNodePolicy")
                .attach("AmazonEC2ContainerRegistryReadOnly");
        List<ITerraformDependable> all =
                Stream.concat(first.stream(), role.grants().stream()).toList();
        api = new NodeGroup(this, "api", settings.cluster().api(), settings, cluster, ground, role, all);
        training = new NodeGroup(this, "training", settings.cluster().training(), settings, cluster, ground, role, all);
    }

    public NodeGroup api() {
        return api;
    }

    public NodeGroup training() {
        return training;
    }
}
