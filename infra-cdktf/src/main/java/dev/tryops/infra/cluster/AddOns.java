package dev.tryops.infra.cluster;

import com.hashicorp.cdktf.ITerraformDependable;
import dev.tryops.infra.identity.Role;
import dev.tryops.infra.settings.KubernetesVersion.AddOnVersions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.constructs.Construct;

/**
 * Amazon's programs in the cluster, around its nodes in time. Addresses for pods come first, because only nodes that start
 * later give a pod one of a whole prefix; and they go last, because interfaces that nobody removes hold subnets and security
 * groups fast. What runs as an ordinary deployment waits for a node to run on.
 */
public final class AddOns extends Construct {

    /** A prefix of 16 addresses is kept ready; without the last, policies for pods' traffic would mean nothing. */
    private static final Map<String, ?> ADDRESSES = Map.of(
            "env",
            new TreeMap<>(Map.of("ENABLE_PREFIX_DELEGATION", "true", "WARM_PREFIX_TARGET", "1")),
            "enableNetworkPolicy",
            "true");

    private final Cluster cluster;
    private final AddOnVersions versions;
    private final ITerraformDependable network;

    /** Installs what nodes need to start. */
    public AddOns(Construct scope, String id, Cluster cluster, AddOnVersions versions, Role vpcCni) {
        super(scope, id);
        this.cluster = cluster;
        this.versions = versions;
        network = new AddOn("vpc-cni", versions.vpcCni(), ADDRESSES, vpcCni.arn())
                .install(this, cluster.name(), vpcCni.grants());
        new AddOn("kube-proxy", versions.kubeProxy(), Map.of("mode", "iptables"), null)
                .install(this, cluster.name(), List.of());
    }

    /** What nodes must wait for. */
    public List<ITerraformDependable> beforeNodes() {
        return List.of(network);
    }

    /** Installs what needs {@code nodes} to run on, which have no taint. */
    public void on(NodeGroup nodes, Role ebsCsi) {
        new AddOn("coredns", versions.coredns(), Map.of("replicaCount", 2), null)
                .install(this, cluster.name(), List.of(nodes.resource()));
        List<ITerraformDependable> first = new ArrayList<>(ebsCsi.grants());
        first.add(nodes.resource());
        new AddOn("aws-ebs-csi-driver", versions.ebsCsiDriver(), Map.of(), ebsCsi.arn())
                .install(this, cluster.name(), first);
    }
}
