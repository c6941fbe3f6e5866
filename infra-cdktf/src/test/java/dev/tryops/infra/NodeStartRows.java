package dev.tryops.infra;

import static dev.tryops.infra.Mutations.set;
import static dev.tryops.infra.Mutations.text;
import static dev.tryops.infra.Mutations.unset;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** How nodes start, and what they may do. */
final class NodeStartRows {

    private static final String TEMPLATE = NodeRows.TEMPLATE;
    private static final String API_TEMPLATE = "nodes/api/template";
    private static final String TRAINING_TEMPLATE = "nodes/training/template";

    private NodeStartRows() {}

    static List<Row> rows() {
        return Stream.of(disks(), templates(), role()).flatMap(List::stream).toList();
    }

    private static List<Row> disks() {
        return List.of(
                new Row(
                        50,
                        "A node of the service has a root volume of 20 GiB, gp3",
                        all -> checkDisk(all.resource(TEMPLATE, API_TEMPLATE), 20),
                        set(TEMPLATE, API_TEMPLATE, "/block_device_mappings/0/device_name", "/dev/sda1")),
                new Row(
                        55,
                        "A node of training has a root volume of 50 GiB, gp3",
                        all -> checkDisk(all.resource(TEMPLATE, TRAINING_TEMPLATE), 50),
                        set(TEMPLATE, TRAINING_TEMPLATE, "/block_device_mappings/0/ebs/volume_size", 30)),
                new Row(
                        56,
                        "Root volumes are encrypted with the cluster's key",
                        all -> templates(all, template -> {
                            assertThat(NodeRows.field(disk(template).path("ebs"), "encrypted"))
                                    .isEqualTo("true");
                            assertThat(all.referred(template, "aws_kms_key")).isEqualTo(KeyRows.key(all, "eks"));
                        }),
                        unset(TEMPLATE, API_TEMPLATE, "/block_device_mappings/0/ebs/kms_key_id")));
    }

    private static void checkDisk(Resource template, int gib) {
        assertThat(template.at("/block_device_mappings")).hasSize(1);
        // Another name than the image's own would leave the root volume as the image has it.
        assertThat(NodeRows.field(disk(template), "device_name")).isEqualTo("/dev/xvda");
        assertThat(disk(template).at("/ebs/volume_size").asInt()).isEqualTo(gib);
        assertThat(disk(template).at("/ebs/volume_type").asString()).isEqualTo("gp3");
    }

    private static List<Row> templates() {
        return List.of(
                new Row(
                        58,
                        "A node tells who it is only to who asks with a token, and not to pods, which are a hop away",
                        all -> templates(all, template -> {
                            assertThat(template.at("/metadata_options/http_tokens")
                                            .asString())
                                    .isEqualTo("required");
                            assertThat(template.at("/metadata_options/http_put_response_hop_limit")
                                            .asInt())
                                    .isEqualTo(1);
                        }),
                        set(TEMPLATE, TRAINING_TEMPLATE, "/metadata_options/http_put_response_hop_limit", 2)),
                new Row(
                        59,
                        "A node is in the nodes' group and in no other",
                        all -> templates(
                                all,
                                template -> assertThat(Resource.texts(template.at("/vpc_security_group_ids")))
                                        .containsExactly("${"
                                                + SecurityGroupRows.group(all, "nodes")
                                                        .address() + ".id}")),
                        all -> all.withChange(
                                all.resource(TEMPLATE, API_TEMPLATE),
                                "/vpc_security_group_ids/-",
                                "${" + SecurityGroupRows.group(all, "cluster").address() + ".id}")),
                new Row(
                        60,
                        "Nodes and their volumes are tagged like everything else",
                        all -> templates(
                                all,
                                template -> assertThat(Resource.stream(template.at("/tag_specifications")))
                                        .hasSize(2)
                                        .allSatisfy(tags -> assertThat(
                                                        tags.path("tags").propertyNames())
                                                .contains("Name", "Project", "Environment", "Namespace", "ManagedBy"))
                                        .extracting(tags -> NodeRows.field(tags, "resource_type"))
                                        .containsExactlyInAnyOrder("instance", "volume")),
                        unset(TEMPLATE, API_TEMPLATE, "/tag_specifications/1")),
                new Row(
                        67,
                        "Nobody logs in to a node",
                        all -> {
                            templates(
                                    all,
                                    template -> assertThat(template.body().has("key_name"))
                                            .isFalse());
                            NodeRows.groups(
                                    all,
                                    group -> assertThat(group.body().has("remote_access"))
                                            .isFalse());
                        },
                        set(NodeRows.GROUP, NodeRows.API, "/remote_access", Map.of("ec2_ssh_key", "x"))));
    }

    private static List<Row> role() {
        return List.of(
                new Row(
                        65,
                        "Nodes may join the cluster and pull images",
                        all -> {
                            SynthesizedRole role = SynthesizedRole.named(all, "eks-node-role");
                            assertThat(role.attached())
                                    .containsExactlyInAnyOrder(
                                            "AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryReadOnly");
                            assertThat(role.trust())
                                    .singleElement()
                                    .satisfies(trust -> assertThat(
                                                    trust.path("Principal").toString())
                                            .isEqualTo("{\"Service\":\"ec2.amazonaws.com\"}"));
                            NodeRows.groups(
                                    all,
                                    group -> assertThat(all.referred(group, "aws_iam_role"))
                                            .isEqualTo(role.role()));
                        },
                        text(
                                "aws_iam_role",
                                "nodes/role/role",
                                "assume_role_policy",
                                "ec2.amazonaws",
                                "eks.amazonaws")),
                new Row(
                        66,
                        "Nodes may do nothing else: what pods may do is in the roles of pods",
                        all -> assertThat(SynthesizedRole.named(all, "eks-node-role")
                                        .statements())
                                .isEmpty(),
                        all -> all.withResource(
                                "cluster",
                                "aws_iam_role_policy",
                                "added",
                                Map.of(
                                        "role",
                                        "${"
                                                + SynthesizedRole.named(all, "eks-node-role")
                                                        .role()
                                                        .address() + ".name}",
                                        "policy",
                                        "{\"Statement\":[{\"Action\":\"s3:GetObject\"}]}"))));
    }

    private static void templates(Synthesized all, Consumer<Resource> check) {
        assertThat(all.resources(TEMPLATE)).hasSize(2).allSatisfy(check);
    }

    private static JsonNode disk(Resource template) {
        return template.at("/block_device_mappings/0");
    }
}
