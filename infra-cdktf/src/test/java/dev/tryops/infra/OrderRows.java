package dev.tryops.infra;

import static dev.tryops.infra.Mutations.add;
import static dev.tryops.infra.Mutations.set;
import static dev.tryops.infra.Precedence.before;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** In which order things go, so that nothing is left that holds another thing fast. */
final class OrderRows {

    private static final String ADD_ON = "aws_eks_addon";
    private static final String ATTACHMENT = "aws_iam_role_policy_attachment";
    private static final String GROUP = "aws_eks_node_group";

    private OrderRows() {}

    static List<Row> rows() {
        return List.of(
                new Row(
                        70,
                        "The right to take addresses back from pods outlives the nodes",
                        all -> assertThat(all.resources(GROUP))
                                .hasSize(2)
                                .allSatisfy(group -> assertThat(before(all, group))
                                        .contains(
                                                all.resource(ADD_ON, "add-ons/vpc-cni"),
                                                all.resource(ATTACHMENT, "aws-node/AmazonEKS_CNI_Policy"))),
                        set(ADD_ON, "add-ons/vpc-cni", "/depends_on", List.of())),
                new Row(
                        74,
                        "The right to remove volumes outlives what removes them",
                        all -> assertThat(before(all, all.resource(ADD_ON, "add-ons/aws-ebs-csi-driver")))
                                .contains(
                                        all.resource(ATTACHMENT, "service-role-AmazonEBSCSIDriverPolicy"),
                                        all.resource("aws_iam_role_policy", "ebs-csi-controller-sa/encrypt")),
                        set(ADD_ON, "add-ons/aws-ebs-csi-driver", "/depends_on", List.of())),
                new Row(
                        72,
                        "Add-ons that need a node to run on go before the nodes",
                        all -> assertThat(List.of("coredns", "aws-ebs-csi-driver"))
                                .allSatisfy(name -> assertThat(before(all, all.resource(ADD_ON, "add-ons/" + name)))
                                        .contains(all.resource(GROUP, "nodes/api/group"))),
                        set(ADD_ON, "add-ons/coredns", "/depends_on", List.of())),
                new Row(
                        38,
                        "Everything in the cluster goes before it, and network and keys after it",
                        OrderRows::checkCluster,
                        set(
                                "aws_eks_access_entry",
                                "access/deploy/entry",
                                "/cluster_name",
                                "sam-mlops-production-eks")),
                new Row(
                        59,
                        "Every security group is on something that has interfaces",
                        OrderRows::checkAttached,
                        add("cluster", "aws_security_group", Map.of("name", "forgotten"))),
                new Row(
                        212,
                        "What is in the cluster is managed by another stack than the one that makes it, and goes before",
                        OrderRows::checkProviders,
                        all -> all.withChange(
                                "cluster",
                                "/provider/helm",
                                all.stack("platform").at("/provider/helm"))));
    }

    private static void checkCluster(Synthesized all) {
        Resource cluster = all.resource("aws_eks_cluster");
        assertThat(all.resources().stream()
                        .filter(resource -> resource.type().matches("aws_eks_(addon|node_group|access_.*)")))
                .hasSize(4 + 2 + 3 + 3)
                .allSatisfy(resource -> assertThat(before(all, resource)).contains(cluster));
        assertThat(before(all, cluster)).contains(all.resource("aws_vpc"), KeyRows.key(all, "eks"));
    }

    private static void checkAttached(Synthesized all) {
        Set<Resource> attached = new LinkedHashSet<>();
        all.resources().stream()
                .filter(resource -> resource.type().matches("aws_(eks_cluster|launch_template|vpc_endpoint)"))
                .forEach(resource -> attached.addAll(all.references(resource)));
        assertThat(all.resources("aws_security_group")).isNotEmpty().allMatch(attached::contains);
    }

    /** A provider for a cluster of the same plan is not known when that is made, and gone before what it manages. */
    private static void checkProviders(Synthesized all) {
        assertThat(all.stack("cluster").path("provider").propertyNames()).containsExactly("aws");
        assertThat(all.stack("platform").path("provider").propertyNames()).containsExactlyInAnyOrder("aws", "helm");
        assertThat(all.dependenciesOf("platform")).containsExactly("cluster");
    }
}
