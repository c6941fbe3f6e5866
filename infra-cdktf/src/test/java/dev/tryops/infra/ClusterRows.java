package dev.tryops.infra;

import static dev.tryops.infra.Mutations.set;
import static dev.tryops.infra.Mutations.text;
import static dev.tryops.infra.Mutations.unset;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.infra.settings.KubernetesVersion;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The control plane, and what it writes down. */
final class ClusterRows {

    static final String TYPE = "aws_eks_cluster";
    static final String CLUSTER = "cluster/cluster";

    private ClusterRows() {}

    static List<Row> rows() {
        return Stream.of(controlPlane(), logs()).flatMap(List::stream).toList();
    }

    private static List<Row> controlPlane() {
        return List.of(
                new Row(
                        31,
                        "The cluster runs Kubernetes 1.33, of which it is known until when it is supported",
                        all -> {
                            Resource cluster = all.resource(TYPE);
                            assertThat(cluster.text("name")).isEqualTo("sam-mlops-production-eks");
                            assertThat(cluster.text("version")).isEqualTo("1.33");
                            KubernetesVersion version = KubernetesVersion.of(cluster.text("version"));
                            assertThat(version.endOfExtendedSupport()).isAfter(version.endOfStandardSupport());
                        },
                        set(TYPE, CLUSTER, "/version", "1.34")),
                new Row(
                        31,
                        "Behind the end of standard support the cluster stays at its version until somebody upgrades it",
                        all -> assertThat(all.resource(TYPE)
                                        .at("/upgrade_policy/support_type")
                                        .asString())
                                .isEqualTo("EXTENDED"),
                        unset(TYPE, CLUSTER, "/upgrade_policy/support_type")),
                new Row(
                        33,
                        "Secrets are encrypted with the cluster's key",
                        all -> {
                            Resource cluster = all.resource(TYPE);
                            assertThat(Resource.texts(cluster.at("/encryption_config/resources")))
                                    .containsExactly("secrets");
                            assertThat(cluster.at("/encryption_config/provider/key_arn")
                                            .asString())
                                    .isNotEmpty();
                            assertThat(all.referred(cluster, "aws_kms_key")).isEqualTo(KeyRows.key(all, "eks"));
                        },
                        unset(TYPE, CLUSTER, "/encryption_config/provider/key_arn")),
                new Row(
                        40,
                        "Terraform waits for half an hour for a cluster, and half of that for its end",
                        all -> {
                            JsonNode timeouts = all.resource(TYPE).at("/timeouts");
                            assertThat(timeouts.path("create").asString()).isEqualTo("30m");
                            assertThat(timeouts.path("update").asString()).isEqualTo("30m");
                            assertThat(timeouts.path("delete").asString()).isEqualTo("15m");
                        },
                        unset(TYPE, CLUSTER, "/timeouts/update")),
                new Row(
                        43,
                        "Only EKS runs the control plane",
                        all -> assertThat(SynthesizedRole.named(all, "eks-cluster-role")
                                        .trust())
                                .singleElement()
                                .satisfies(trust -> {
                                    assertThat(trust.path("Principal").toString())
                                            .isEqualTo("{\"Service\":\"eks.amazonaws.com\"}");
                                    assertThat(SynthesizedRole.actions(trust)).containsExactly("sts:AssumeRole");
                                }),
                        text(
                                "aws_iam_role",
                                "cluster/role/role",
                                "assume_role_policy",
                                "eks.amazonaws",
                                "ec2.amazonaws")),
                new Row(
                        44,
                        "The control plane has Amazon's policy for clusters and that for addresses of pods, and no other",
                        all -> {
                            SynthesizedRole role = SynthesizedRole.named(all, "eks-cluster-role");
                            assertThat(role.attached())
                                    .containsExactlyInAnyOrder(
                                            "AmazonEKSClusterPolicy", "AmazonEKSVPCResourceController");
                            assertThat(role.statements()).isEmpty();
                        },
                        set(
                                "aws_iam_role_policy_attachment",
                                "cluster/role/AmazonEKSClusterPolicy",
                                "/policy_arn",
                                "arn:aws:iam::aws:policy/AdministratorAccess")));
    }

    private static List<Row> logs() {
        return List.of(
                new Row(
                        32,
                        "The control plane writes down all that it can",
                        all -> assertThat(Resource.texts(all.resource(TYPE).at("/enabled_cluster_log_types")))
                                .containsExactlyInAnyOrder(
                                        "api", "audit", "authenticator", "controllerManager", "scheduler"),
                        unset(TYPE, CLUSTER, "/enabled_cluster_log_types/1")),
                new Row(
                        38,
                        "The control plane's policies and the group of its logs are there before it, and go after it",
                        all -> assertThat(Resource.texts(all.resource(TYPE).at("/depends_on")))
                                .containsExactlyInAnyOrder(
                                        all.resource("aws_iam_role_policy_attachment", "role/AmazonEKSClusterPolicy")
                                                .address(),
                                        all.resource(
                                                        "aws_iam_role_policy_attachment",
                                                        "role/AmazonEKSVPCResourceController")
                                                .address(),
                                        all.resource("aws_cloudwatch_log_group", "cluster/logs/group")
                                                .address()),
                        unset(TYPE, CLUSTER, "/depends_on/2")),
                new Row(
                        39,
                        "The control plane's logs go to /aws/eks/sam-mlops-production-eks/cluster, encrypted with the"
                                + " cluster's key",
                        all -> {
                            Resource group = all.resource("aws_cloudwatch_log_group", "cluster/logs/group");
                            assertThat(group.text("name")).isEqualTo("/aws/eks/sam-mlops-production-eks/cluster");
                            assertThat(all.referred(group, "aws_kms_key")).isEqualTo(KeyRows.key(all, "eks"));
                        },
                        unset("aws_cloudwatch_log_group", "cluster/logs/group", "/kms_key_id")));
    }

    static List<Resource> subnets(Synthesized all, Resource resource) {
        return all.references(resource).stream()
                .filter(to -> to.type().equals("aws_subnet"))
                .toList();
    }
}
