package dev.tryops.infra;

import static dev.tryops.infra.Mutations.add;
import static dev.tryops.infra.Mutations.set;
import static dev.tryops.infra.Mutations.unset;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.infra.settings.AwsSettings;
import dev.tryops.infra.settings.Environments;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** What stacks tell, and where they keep what they know. */
final class StateRows {

    private static final List<String> ORDER = List.of("bootstrap", "foundation", "github", "cluster", "platform");

    private static final String BACKEND = "/terraform/backend/s3";
    private static final String READER = "/data/terraform_remote_state/foundation_state/config/bucket";

    private StateRows() {}

    static List<Row> rows() {
        return Stream.of(outputs(), backends(), bootstrap())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Row> outputs() {
        return List.of(
                new Row(
                        208,
                        "The foundation tells region, repository, roles, registries, network, buckets and keys",
                        all -> assertThat(all.stack("foundation").path("output").propertyNames())
                                .contains(
                                        "aws_region",
                                        "github_org",
                                        "github_repo",
                                        "github_actions_role_arn",
                                        "github_actions_role_name",
                                        "ecr_api_repository_url",
                                        "ecr_training_repository_url",
                                        "vpc_id",
                                        "private_subnet_ids",
                                        "public_subnet_ids",
                                        "models_bucket_name",
                                        "models_bucket_arn"),
                        all -> all.withChange("foundation", "/output/vpc_id", null)),
                new Row(
                        208,
                        "Whatever a stack reads of an earlier one, that one tells",
                        Synthesized::graph,
                        all -> all.withResource(
                                "cluster",
                                "aws_vpc",
                                "added",
                                Map.of("x", "${data.terraform_remote_state.foundation_state.outputs.nothing}"))));
    }

    private static List<Row> backends() {
        return List.of(
                new Row(
                        209,
                        "States lie encrypted in S3 and are locked there; no backend has a reference in it",
                        all -> all.stackNames().forEach(stack -> checkBackend(stack, all.stack(stack))),
                        all -> all.withChange("platform", "/terraform/backend/s3/use_lockfile", null)),
                new Row(
                        209,
                        "Without an account the bucket is left to terraform init",
                        StateRows::checkPartial,
                        all -> all.withChange("cluster", BACKEND + "/bucket", StringNode.valueOf("x"))),
                new Row(
                        209,
                        "With an account the bucket is a literal, for readers of other states too",
                        StateRows::withAccount,
                        all -> assertThat(List.of(BACKEND + "/bucket", READER))
                                .allMatch(pointer -> all.stack("cluster")
                                        .at(pointer)
                                        .asString()
                                        .equals("terraform-state-123456789012")),
                        all -> all.withChange("cluster", BACKEND + "/bucket", null)),
                new Row(
                        211,
                        "Each stack of each environment has a state of its own",
                        StateRows::checkKeys,
                        all -> all.withChange(
                                "cluster",
                                "/terraform/backend/s3/key",
                                all.stack("platform").at("/terraform/backend/s3/key"))),
                new Row(
                        211,
                        "Stacks are deployed in one order: bootstrap, foundation, github, cluster, platform",
                        StateRows::checkOrder,
                        all -> all.withChange(
                                "bootstrap",
                                "/data/terraform_remote_state/cluster_state",
                                all.stack("cluster").at("/data/terraform_remote_state/foundation_state"))));
    }

    private static void checkBackend(String stack, JsonNode terraform) {
        JsonNode backend = terraform.at("/terraform/backend");
        assertThat(backend.propertyNames()).as(stack).containsExactly("s3");
        JsonNode s3 = backend.path("s3");
        assertThat(s3.path("region").asString()).isEqualTo("us-east-1");
        assertThat(s3.path("encrypt").asBoolean(false)).isTrue();
        assertThat(s3.path("kms_key_id").asString()).isEqualTo("alias/terraform-state");
        assertThat(s3.path("use_lockfile").asBoolean(false)).isTrue();
        assertThat(backend.toString()).doesNotContain("${");
        assertThat(terraform.at("/terraform/required_version").asString()).isEqualTo(">= 1.11");
    }

    private static Synthesized withAccount() {
        return Synthesized.of(Environments.PRODUCTION.settings().with(new AwsSettings("us-east-1", "123456789012")));
    }

    private static void checkPartial(Synthesized all) {
        assertThat(all.stackNames())
                .noneMatch(stack -> all.stack(stack).at(BACKEND).has("bucket"));
        assertThat(all.stack("cluster").at(READER).asString()).isEqualTo("${var.state_bucket}");
    }

    private static void checkKeys(Synthesized all) {
        Set<String> keys = new HashSet<>();
        Stream.of(all, Synthesized.of(Environments.STAGING.settings()), Synthesized.of(Environments.DEV.settings()))
                .forEach(environment -> environment.stackNames().forEach(stack -> {
                    String key = environment
                            .stack(stack)
                            .at("/terraform/backend/s3/key")
                            .asString();
                    assertThat(key).matches("mlops/(production|staging|dev)/" + stack + "\\.tfstate");
                    assertThat(keys.add(key)).as(key + " is nobody else's").isTrue();
                }));
    }

    private static void checkOrder(Synthesized all) {
        assertThat(all.stackNames()).containsExactlyInAnyOrderElementsOf(ORDER);
        for (String stack : ORDER) {
            List<String> before = ORDER.subList(0, ORDER.indexOf(stack));
            assertThat(all.dependenciesOf(stack)).isEqualTo(before.isEmpty() ? List.of() : List.of(before.getLast()));
            assertThat(all.stack(stack).at("/data/terraform_remote_state").propertyNames())
                    .allMatch(state -> before.contains(state.replace("_state", "")));
        }
    }

    private static List<Row> bootstrap() {
        return List.of(
                new Row(
                        210,
                        "The bucket of states and its key are the bootstrap stack's, and no plan may destroy them",
                        StateRows::checkStates,
                        unset("aws_s3_bucket", "state-bucket/states/bucket", "/lifecycle")),
                new Row(
                        210,
                        "Old states are kept",
                        StateRows::checkStates,
                        set(
                                "aws_s3_bucket_versioning",
                                "state-bucket/states/versioning",
                                "/versioning_configuration/status",
                                "Suspended")),
                new Row(
                        210,
                        "Who scales groups has its role from the bootstrap stack, too",
                        all -> assertThat(all.resource("aws_iam_service_linked_role")
                                        .text("aws_service_name"))
                                .isEqualTo("autoscaling.amazonaws.com"),
                        unset("aws_iam_service_linked_role", "auto-scaling", "/aws_service_name")),
                new Row(
                        210,
                        "What an account has once, further environments of it do not make again",
                        () -> Synthesized.of(Environments.STAGING.settings()),
                        all -> assertThat(all.stack("bootstrap").has("resource"))
                                .isFalse(),
                        add("bootstrap", "aws_s3_bucket", Map.of())));
    }

    private static void checkStates(Synthesized all) {
        Resource bucket = all.resource("aws_s3_bucket", "bootstrap/state-bucket/states/bucket");
        Resource key = all.resource("aws_kms_key", "bootstrap/state-key/states-key");
        assertThat(bucket.text("bucket")).isEqualTo("terraform-state-${data.aws_caller_identity.caller.account_id}");
        assertThat(all.resource("aws_kms_alias", "bootstrap/state-key/states/alias")
                        .text("name"))
                .isEqualTo("alias/terraform-state");
        assertThat(List.of(bucket, key))
                .allSatisfy(
                        kept -> assertThat(kept.at("/lifecycle/prevent_destroy").asBoolean(false))
                                .isTrue());
        assertThat(all.resource("aws_s3_bucket_versioning", "state-bucket/states/versioning")
                        .at("/versioning_configuration/status")
                        .asString())
                .isEqualTo("Enabled");
    }
}
