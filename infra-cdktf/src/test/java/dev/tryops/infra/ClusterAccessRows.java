package dev.tryops.infra;

import static dev.tryops.infra.Mutations.set;
import static dev.tryops.infra.Mutations.unset;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.infra.settings.Cidr;
import dev.tryops.infra.settings.EndpointAccess;
import dev.tryops.infra.settings.Environments;
import dev.tryops.infra.settings.InfraSettings;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Where the cluster's API answers, to whom, and what it tells. */
final class ClusterAccessRows {

    private static final String TYPE = ClusterRows.TYPE;
    private static final String CLUSTER = ClusterRows.CLUSTER;

    private ClusterAccessRows() {}

    static List<Row> rows() {
        return Stream.of(endpoint(), identity(), access(), outputs())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Row> endpoint() {
        return List.of(
                new Row(
                        34,
                        "The cluster's API answers inside the VPC",
                        all -> assertThat(all.resource(TYPE)
                                        .at("/vpc_config/endpoint_private_access")
                                        .asBoolean(false))
                                .isTrue(),
                        set(TYPE, CLUSTER, "/vpc_config/endpoint_private_access", false)),
                new Row(
                        35,
                        "The cluster's API does not answer on the internet",
                        all -> assertThat(all.resource(TYPE)
                                        .at("/vpc_config/endpoint_public_access")
                                        .asBoolean(true))
                                .isFalse(),
                        unset(TYPE, CLUSTER, "/vpc_config/endpoint_public_access")),
                new Row(
                        36,
                        "Where a setting opens the cluster's API to the internet, it answers only to ranges that are named",
                        ClusterAccessRows::checkRanges,
                        set(TYPE, CLUSTER, "/vpc_config/endpoint_public_access", true)),
                new Row(
                        37,
                        "The control plane stands in the private subnets and in one group of ours",
                        all -> {
                            Resource cluster = all.resource(TYPE);
                            assertThat(ClusterRows.subnets(all, cluster))
                                    .containsExactlyInAnyOrderElementsOf(NetworkRows.privateSubnets(all));
                            assertThat(Resource.texts(cluster.at("/vpc_config/security_group_ids")))
                                    .containsExactly("${"
                                            + SecurityGroupRows.group(all, "cluster")
                                                    .address() + ".id}");
                        },
                        set(
                                TYPE,
                                CLUSTER,
                                "/vpc_config/subnet_ids",
                                "${data.terraform_remote_state.foundation_state.outputs.public_subnet_ids}")));
    }

    private static void checkRanges(Synthesized all) {
        InfraSettings settings = Environments.PRODUCTION.settings();
        Synthesized office = Synthesized.unjudged(settings.with(settings.cluster()
                .withEndpoint(new EndpointAccess.Restricted(List.of(Cidr.of("office", "192.0.2.0/24"))))));
        assertThat(office.resource(TYPE)
                        .at("/vpc_config/endpoint_public_access")
                        .asBoolean(false))
                .isTrue();
        for (Synthesized one : List.of(all, office)) {
            JsonNode network = one.resource(TYPE).at("/vpc_config");
            if (network.path("endpoint_public_access").asBoolean(true)) {
                assertThat(Resource.texts(network.path("public_access_cidrs")))
                        .isNotEmpty()
                        .doesNotContain("0.0.0.0/0");
            }
        }
    }

    private static List<Row> identity() {
        String type = "aws_iam_openid_connect_provider";
        return List.of(
                new Row(
                        41,
                        "The account believes the cluster about its pods, by tokens that are meant for AWS",
                        all -> {
                            Resource provider = all.resource(type, "pods/provider");
                            assertThat(provider.text("url"))
                                    .isEqualTo("${" + all.resource(TYPE).address() + ".identity[0].oidc[0].issuer}");
                            assertThat(Resource.texts(provider.at("/client_id_list")))
                                    .containsExactly("sts.amazonaws.com");
                            assertThat(provider.body().has("thumbprint_list")).isFalse();
                        },
                        set(type, "pods/provider", "/client_id_list/0", "anybody")),
                new Row(
                        42,
                        "No cluster, load balancer or account is named by its number anywhere",
                        all -> assertThat(all.text())
                                .doesNotContainPattern("oidc\\.eks\\.[a-z0-9-]+\\.amazonaws\\.com/id/[0-9A-F]")
                                .doesNotContainPattern("[a-z0-9-]+\\.elb\\.amazonaws\\.com")
                                .doesNotContainPattern("(?<![0-9a-fA-F])\\d{12}(?![0-9a-fA-F])"),
                        set(type, "pods/provider", "/url", "https://oidc.eks.us-east-1.amazonaws.com/id/0123")));
    }

    private static List<Row> access() {
        return List.of(
                new Row(
                        45,
                        "Only who has an access entry comes in, the cluster's creator included",
                        all -> {
                            JsonNode config = all.resource(TYPE).at("/access_config");
                            assertThat(config.path("authentication_mode").asString())
                                    .isEqualTo("API");
                            assertThat(config.path("bootstrap_cluster_creator_admin_permissions")
                                            .asBoolean(true))
                                    .isFalse();
                        },
                        set(TYPE, CLUSTER, "/access_config/authentication_mode", "API_AND_CONFIG_MAP")),
                new Row(
                        45,
                        "Deployments and the named administrators may do everything in the cluster",
                        all -> assertThat(entriesWith(all, "AmazonEKSClusterAdminPolicy", "cluster"))
                                .containsExactlyInAnyOrder(
                                        "${data.terraform_remote_state.foundation_state.outputs.github_deploy_role_arn}",
                                        "arn:aws:iam::${data.aws_caller_identity.caller.account_id}:role/sam-mlops-admin"),
                        set(
                                "aws_eks_access_policy_association",
                                "access/deploy/admin",
                                "/access_scope/0/type",
                                "namespace")),
                new Row(
                        45,
                        "Who looks after models may look at the namespace mlops, and at nothing else",
                        all -> assertThat(entriesWith(all, "AmazonEKSViewPolicy", "namespace"))
                                .containsExactly("${"
                                        + SynthesizedRole.named(all, "operator-role")
                                                .role()
                                                .address()
                                        + ".arn}"),
                        set(
                                "aws_eks_access_policy_association",
                                "access/operator/view",
                                "/access_scope/0/namespaces",
                                List.of("kube-system"))));
    }

    /** Who has the policy, in the whole cluster or in our namespace. */
    private static List<String> entriesWith(Synthesized all, String policy, String scope) {
        return all.resources("aws_eks_access_policy_association").stream()
                .filter(association ->
                        association.text("policy_arn").equals("arn:aws:eks::aws:cluster-access-policy/" + policy))
                .filter(association ->
                        association.at("/access_scope/0/type").asString().equals(scope))
                .filter(association -> scope.equals("cluster")
                        || Resource.texts(association.at("/access_scope/0/namespaces"))
                                .toList()
                                .equals(List.of("mlops")))
                .map(association -> all.referred(association, "aws_eks_access_entry"))
                .map(entry -> entry.text("principal_arn"))
                .toList();
    }

    private static List<Row> outputs() {
        return List.of(new Row(
                208,
                "The cluster tells how to reach it, its groups of nodes, and the roles of its pods",
                all -> assertThat(all.stack("cluster").path("output").propertyNames())
                        .contains(
                                "eks_cluster_id",
                                "eks_cluster_name",
                                "eks_cluster_endpoint",
                                "eks_cluster_version",
                                "eks_cluster_security_group_id",
                                "eks_cluster_oidc_issuer_url",
                                "eks_oidc_provider_arn",
                                "eks_api_node_group_id",
                                "eks_training_node_group_id",
                                "eks_nodes_security_group_id",
                                "api_service_account_role_arn",
                                "training_service_account_role_arn",
                                "configure_kubectl"),
                all -> all.withChange("cluster", "/output/configure_kubectl", null)));
    }
}
