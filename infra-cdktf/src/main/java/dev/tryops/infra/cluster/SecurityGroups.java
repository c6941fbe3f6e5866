package dev.tryops.infra.cluster;

import com.hashicorp.cdktf.providers.aws.security_group.SecurityGroup;
import com.hashicorp.cdktf.providers.aws.vpc_security_group_egress_rule.VpcSecurityGroupEgressRule;
import com.hashicorp.cdktf.providers.aws.vpc_security_group_ingress_rule.VpcSecurityGroupIngressRule;
import dev.tryops.infra.settings.Cidr;
import dev.tryops.infra.settings.InfraSettings;
import dev.tryops.infra.settings.Names;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import software.constructs.Construct;

/**
 * Who may talk to whom: the control plane and the nodes. The group that EKS makes itself is on the control plane's
 * interfaces alone and lets only itself in, so that these rules decide.
 */
final class SecurityGroups extends Construct {

    private static final String EVERYWHERE = "0.0.0.0/0";

    private final SecurityGroup cluster;
    private final SecurityGroup nodes;

    SecurityGroups(Construct scope, InfraSettings settings, Ground ground) {
        super(scope, "groups");
        Names names = settings.names();
        cluster = group("cluster", names.of("eks-cluster"), "Control plane of the cluster", ground, Map.of());
        // Exactly one group of a node may have this tag: the cluster lets its load balancers in through it.
        nodes = group(
                "nodes", names.of("eks-nodes"), "Nodes of the cluster", ground, Map.of(names.clusterTag(), "owned"));
        controlPlane();
        settings.cluster().runnerGroups().forEach(this::runner);
        nodesIn(settings.network().vpc());
        nodesOut(settings.network().vpc(), ground.endpointsGroupId());
    }

    private void controlPlane() {
        in("cluster-from-nodes", cluster, Traffic.HTTPS, "Calls of nodes and pods")
                .group(nodes);
        out("cluster-to-nodes", cluster, Traffic.UNPRIVILEGED, "Kubelets, webhooks and metrics")
                .group(nodes);
        out("cluster-to-nodes-https", cluster, Traffic.HTTPS, "Webhooks that listen at 443")
                .group(nodes);
    }

    private void runner(String groupId) {
        in("cluster-from-" + groupId, cluster, Traffic.HTTPS, "Calls of runners that deploy")
                .groupId(groupId);
    }

    private void nodesIn(Cidr vpc) {
        in("nodes-from-nodes", nodes, Traffic.ALL, "Nodes and pods among themselves")
                .group(nodes);
        in("nodes-from-cluster", nodes, Traffic.UNPRIVILEGED, "Kubelets, webhooks and metrics")
                .group(cluster);
        in("nodes-from-cluster-https", nodes, Traffic.HTTPS, "Webhooks that listen at 443")
                .group(cluster);
        in("nodes-from-load-balancers", nodes, Traffic.NODE_PORTS, "Load balancers in the VPC")
                .range(vpc.toString());
    }

    private void nodesOut(Cidr vpc, String endpoints) {
        out("nodes-to-nodes", nodes, Traffic.ALL, "Nodes and pods among themselves")
                .group(nodes);
        out("nodes-to-cluster", nodes, Traffic.HTTPS, "Calls of nodes and pods").group(cluster);
        out("nodes-to-endpoints", nodes, Traffic.HTTPS, "Services of AWS inside the VPC")
                .groupId(endpoints);
        out("nodes-to-services", nodes, Traffic.HTTPS, "Services of AWS, registries, transparency logs")
                .range(EVERYWHERE);
        out("nodes-to-dns-udp", nodes, Traffic.DNS_UDP, "Names").range(vpc.toString());
        out("nodes-to-dns-tcp", nodes, Traffic.DNS_TCP, "Names with long answers")
                .range(vpc.toString());
    }

    private SecurityGroup group(
            String id, String name, String description, Ground ground, Map<String, String> moreTags) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("Name", name);
        tags.putAll(moreTags);
        return SecurityGroup.Builder.create(this, id)
                .name(name)
                .description(description)
                .vpcId(ground.vpcId())
                .tags(tags)
                .build();
    }

    private Peer in(String id, SecurityGroup group, Traffic traffic, String description) {
        VpcSecurityGroupIngressRule.Builder rule = VpcSecurityGroupIngressRule.Builder.create(this, id)
                .securityGroupId(group.getId())
                .description(description)
                .ipProtocol(traffic.protocol());
        if (traffic.hasPorts()) {
            rule.fromPort(traffic.from()).toPort(traffic.to());
        }
        return new Peer(
                groupId -> rule.referencedSecurityGroupId(groupId).build(),
                range -> rule.cidrIpv4(range).build());
    }

    private Peer out(String id, SecurityGroup group, Traffic traffic, String description) {
        VpcSecurityGroupEgressRule.Builder rule = VpcSecurityGroupEgressRule.Builder.create(this, id)
                .securityGroupId(group.getId())
                .description(description)
                .ipProtocol(traffic.protocol());
        if (traffic.hasPorts()) {
            rule.fromPort(traffic.from()).toPort(traffic.to());
        }
        return new Peer(
                groupId -> rule.referencedSecurityGroupId(groupId).build(),
                range -> rule.cidrIpv4(range).build());
    }

    String clusterId() {
        return cluster.getId();
    }

    String nodesId() {
        return nodes.getId();
    }

    /** The other end of a rule. */
    private record Peer(Consumer<String> toGroup, Consumer<String> toRange) {

        void group(SecurityGroup group) {
            toGroup.accept(group.getId());
        }

        void groupId(String id) {
            toGroup.accept(id);
        }

        void range(String cidr) {
            toRange.accept(cidr);
        }
    }
}
