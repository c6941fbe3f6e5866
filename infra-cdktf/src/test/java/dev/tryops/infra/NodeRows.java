package dev.tryops.infra;

import static dev.tryops.infra.Mutations.set;
import static dev.tryops.infra.Mutations.unset;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Nodes: how many, of what kind, and where. */
final class NodeRows {

    static final String GROUP = "aws_eks_node_group";
    static final String TEMPLATE = "aws_launch_template";
    static final String API = "nodes/api/group";
    private static final String TRAINING = "nodes/training/group";

    private NodeRows() {}

    static List<Row> rows() {
        return Stream.of(serving(), training(), groups()).flatMap(List::stream).toList();
    }

    private static List<Row> serving() {
        return List.of(
                new Row(
                        46,
                        "The nodes of the service are called sam-mlops-production-api-nodes",
                        all -> assertThat(all.resource(GROUP, API).text("node_group_name"))
                                .isEqualTo("sam-mlops-production-api-nodes"),
                        set(GROUP, API, "/node_group_name", "api")),
                new Row(
                        47,
                        "The nodes of the service are t3.medium",
                        all -> assertThat(
                                        Resource.texts(all.resource(GROUP, API).at("/instance_types")))
                                .containsExactly("t3.medium"),
                        set(GROUP, API, "/instance_types/0", "t3.large")),
                new Row(
                        48,
                        "There are two nodes of the service to begin with, and never fewer or more than five",
                        all -> checkScaling(all.resource(GROUP, API), 2, 2, 5),
                        set(GROUP, API, "/scaling_config/min_size", 1)),
                new Row(
                        49,
                        "The nodes of the service are labelled workload=api and tier=web, and take any pod",
                        all -> {
                            Resource group = all.resource(GROUP, API);
                            checkLabels(group, "api", "web");
                            assertThat(group.at("/taint")).isEmpty();
                        },
                        set(GROUP, API, "/labels/tier", "frontend")));
    }

    private static List<Row> training() {
        return List.of(
                new Row(
                        51,
                        "The nodes of training are called sam-mlops-production-training-nodes and are t3.large",
                        all -> {
                            Resource group = all.resource(GROUP, TRAINING);
                            assertThat(group.text("node_group_name")).isEqualTo("sam-mlops-production-training-nodes");
                            assertThat(Resource.texts(group.at("/instance_types")))
                                    .containsExactly("t3.large");
                        },
                        set(GROUP, TRAINING, "/instance_types/0", "t3.medium")),
                new Row(
                        52,
                        "There is one node of training to begin with, and at most three",
                        all -> checkScaling(all.resource(GROUP, TRAINING), 1, 1, 3),
                        set(GROUP, TRAINING, "/scaling_config/min_size", 0)),
                new Row(
                        53,
                        "The nodes of training are labelled workload=training and tier=batch",
                        all -> checkLabels(all.resource(GROUP, TRAINING), "training", "batch"),
                        unset(GROUP, TRAINING, "/labels/workload")),
                new Row(
                        54,
                        "The nodes of training take only pods that tolerate training=true",
                        all -> assertThat(Resource.stream(
                                        all.resource(GROUP, TRAINING).at("/taint")))
                                .singleElement()
                                .satisfies(taint -> assertThat(List.of(
                                                field(taint, "key"), field(taint, "value"), field(taint, "effect")))
                                        .containsExactly("training", "true", "NO_SCHEDULE")),
                        set(GROUP, TRAINING, "/taint/0/effect", "PREFER_NO_SCHEDULE")));
    }

    private static void checkScaling(Resource group, int min, int desired, int max) {
        JsonNode scaling = group.at("/scaling_config");
        assertThat(scaling.path("min_size").asInt()).isEqualTo(min);
        assertThat(scaling.path("desired_size").asInt()).isEqualTo(desired);
        assertThat(scaling.path("max_size").asInt()).isEqualTo(max);
    }

    private static void checkLabels(Resource group, String workload, String tier) {
        assertThat(field(group.at("/labels"), "workload")).isEqualTo(workload);
        assertThat(field(group.at("/labels"), "tier")).isEqualTo(tier);
    }

    private static List<Row> groups() {
        return List.of(
                new Row(
                        57,
                        "Nodes stand in the private subnets",
                        all -> groups(
                                all,
                                group -> assertThat(ClusterRows.subnets(all, group))
                                        .containsExactlyInAnyOrderElementsOf(NetworkRows.privateSubnets(all))),
                        set(
                                GROUP,
                                TRAINING,
                                "/subnet_ids",
                                "${data.terraform_remote_state.foundation_state.outputs.public_subnet_ids}")),
                new Row(
                        61,
                        "Nodes are replaced one at a time",
                        all -> groups(
                                all,
                                group -> assertThat(group.at("/update_config/max_unavailable")
                                                .asInt())
                                        .isEqualTo(1)),
                        set(GROUP, API, "/update_config/max_unavailable", 2)),
                new Row(
                        62,
                        "How many there are at the moment is the autoscaler's to say, not a plan's",
                        all -> groups(
                                all,
                                group -> assertThat(Resource.texts(group.at("/lifecycle/ignore_changes")))
                                        .containsExactly("scaling_config[0].desired_size")),
                        unset(GROUP, API, "/lifecycle")),
                new Row(
                        63,
                        "A group names the version of its template, so that a plan shows a new one",
                        all -> groups(
                                all,
                                group -> assertThat(group.at("/launch_template/version")
                                                .asString())
                                        .isEqualTo("${"
                                                + all.referred(group, TEMPLATE).address()
                                                + ".latest_version}")),
                        set(GROUP, TRAINING, "/launch_template/version", "$Latest")),
                new Row(
                        64,
                        "Nodes run Amazon Linux 2023",
                        all -> groups(
                                all, group -> assertThat(group.text("ami_type")).isEqualTo("AL2023_x86_64_STANDARD")),
                        unset(GROUP, API, "/ami_type")));
    }

    static void groups(Synthesized all, Consumer<Resource> check) {
        assertThat(all.resources(GROUP)).hasSize(2).allSatisfy(check);
    }

    static String field(JsonNode node, String name) {
        return node.path(name).asString("");
    }
}
