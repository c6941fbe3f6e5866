package dev.tryops.infra;

import static dev.tryops.infra.Mutations.set;
import static dev.tryops.infra.Mutations.text;
import static dev.tryops.infra.Mutations.unset;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Amazon's programs in the cluster. */
final class AddOnRows {

    private static final String TYPE = "aws_eks_addon";

    private AddOnRows() {}

    static List<Row> rows() {
        return List.of(
                new Row(
                        68,
                        "Pods get addresses by vpc-cni v1.21.1-eksbuild.3, with a role of its own",
                        all -> {
                            Resource addOn = addOn(all, "vpc-cni");
                            assertThat(addOn.text("addon_version")).isEqualTo("v1.21.1-eksbuild.3");
                            assertThat(addOn.text("service_account_role_arn")).isEqualTo(arn(all, "vpc-cni-role"));
                        },
                        unset(TYPE, "add-ons/vpc-cni", "/service_account_role_arn")),
                new Row(
                        69,
                        "vpc-cni hands out whole prefixes and keeps one ready, which no goal for single addresses"
                                + " overrides",
                        all -> {
                            JsonNode environment = configuration(all, "vpc-cni").path("env");
                            assertThat(environment.toString())
                                    .isEqualTo("{\"ENABLE_PREFIX_DELEGATION\":\"true\",\"WARM_PREFIX_TARGET\":\"1\"}");
                        },
                        text(
                                TYPE,
                                "add-ons/vpc-cni",
                                "configuration_values",
                                "\"1\"",
                                "\"1\",\"MINIMUM_IP_TARGET\":\"10\"")),
                new Row(
                        70,
                        "vpc-cni is there before the first node",
                        all -> assertThat(all.resources("aws_eks_node_group"))
                                .hasSize(2)
                                .allSatisfy(group -> assertThat(Resource.texts(group.at("/depends_on")))
                                        .contains(addOn(all, "vpc-cni").address())),
                        unset("aws_eks_node_group", "nodes/training/group", "/depends_on/0")),
                new Row(
                        71,
                        "vpc-cni enforces policies for the traffic of pods",
                        all -> assertThat(configuration(all, "vpc-cni")
                                        .path("enableNetworkPolicy")
                                        .asString(""))
                                .isEqualTo("true"),
                        text(TYPE, "add-ons/vpc-cni", "configuration_values", "enableNetworkPolicy", "enable")),
                new Row(
                        72,
                        "Names are resolved by two copies of coredns v1.13.2-eksbuild.1, once there is a node for them",
                        all -> {
                            Resource addOn = addOn(all, "coredns");
                            assertThat(addOn.text("addon_version")).isEqualTo("v1.13.2-eksbuild.1");
                            assertThat(configuration(all, "coredns")
                                            .path("replicaCount")
                                            .asInt(0))
                                    .isEqualTo(2);
                            assertThat(all.references(addOn))
                                    .contains(all.resource("aws_eks_node_group", "nodes/api/group"));
                        },
                        set(TYPE, "add-ons/coredns", "/depends_on", List.of())),
                new Row(
                        73,
                        "Services are reached by kube-proxy v1.33.7-eksbuild.2 and its rules of iptables",
                        all -> {
                            assertThat(addOn(all, "kube-proxy").text("addon_version"))
                                    .isEqualTo("v1.33.7-eksbuild.2");
                            assertThat(configuration(all, "kube-proxy")
                                            .path("mode")
                                            .asString(""))
                                    .isEqualTo("iptables");
                        },
                        text(TYPE, "add-ons/kube-proxy", "configuration_values", "iptables", "ipvs")),
                new Row(
                        73,
                        "kube-proxy is of the cluster's own version",
                        all -> assertThat(addOn(all, "kube-proxy").text("addon_version"))
                                .startsWith(
                                        "v" + all.resource("aws_eks_cluster").text("version") + "."),
                        set(TYPE, "add-ons/kube-proxy", "/addon_version", "v1.32.0-eksbuild.2")),
                new Row(
                        74,
                        "Volumes of pods are made by aws-ebs-csi-driver v1.55.0-eksbuild.2, with a role of its own",
                        all -> {
                            Resource addOn = addOn(all, "aws-ebs-csi-driver");
                            assertThat(addOn.text("addon_version")).isEqualTo("v1.55.0-eksbuild.2");
                            assertThat(addOn.text("service_account_role_arn"))
                                    .isEqualTo(arn(all, "ebs-csi-driver-role"));
                        },
                        set(TYPE, "add-ons/aws-ebs-csi-driver", "/addon_version", "v1.54.0-eksbuild.1")),
                new Row(
                        75,
                        "Add-ons take over what is there when they come, and leave what was changed since",
                        all -> assertThat(all.resources(TYPE)).hasSize(4).allSatisfy(addOn -> {
                            assertThat(addOn.text("resolve_conflicts_on_create"))
                                    .isEqualTo("OVERWRITE");
                            assertThat(addOn.text("resolve_conflicts_on_update"))
                                    .isEqualTo("PRESERVE");
                        }),
                        set(TYPE, "add-ons/coredns", "/resolve_conflicts_on_update", "OVERWRITE")));
    }

    private static Resource addOn(Synthesized all, String name) {
        return all.resources(TYPE).stream()
                .filter(addOn -> addOn.text("addon_name").equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No add-on is called " + name));
    }

    private static JsonNode configuration(Synthesized all, String name) {
        return addOn(all, name).json("configuration_values");
    }

    private static String arn(Synthesized all, String role) {
        return "${" + SynthesizedRole.named(all, role).role().address() + ".arn}";
    }
}
