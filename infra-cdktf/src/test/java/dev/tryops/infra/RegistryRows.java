package dev.tryops.infra;

import static dev.tryops.infra.Mutations.add;
import static dev.tryops.infra.Mutations.set;
import static dev.tryops.infra.Mutations.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Where images are kept, and for how long. */
final class RegistryRows {

    private static final String TYPE = "aws_ecr_repository";

    private RegistryRows() {}

    static List<Row> rows() {
        return List.of(
                new Row(
                        78,
                        "There are two repositories, for the service and for training",
                        all -> assertThat(all.resources(TYPE))
                                .extracting(repository -> repository.text("name"))
                                .containsExactlyInAnyOrder("sam-mlops-production-api", "sam-mlops-production-training"),
                        set(TYPE, "registry/api", "/name", "api")),
                new Row(
                        79,
                        "Every image is scanned when it is pushed",
                        each(repository -> assertThat(repository
                                        .at("/image_scanning_configuration/scan_on_push")
                                        .asBoolean(false))
                                .isTrue()),
                        set(TYPE, "registry/training", "/image_scanning_configuration/scan_on_push", false)),
                new Row(
                        80,
                        "Images are encrypted with their own key",
                        all -> each(repository -> {
                                    assertThat(repository
                                                    .at("/encryption_configuration/0/encryption_type")
                                                    .asString())
                                            .isEqualTo("KMS");
                                    assertThat(all.referred(repository, "aws_kms_key"))
                                            .isEqualTo(KeyRows.key(all, "ecr"));
                                })
                                .accept(all),
                        set(TYPE, "registry/api", "/encryption_configuration/0/encryption_type", "AES256")),
                new Row(
                        81,
                        "A tag stays what it is",
                        each(repository -> assertThat(repository.text("image_tag_mutability"))
                                .isEqualTo("IMMUTABLE")),
                        set(TYPE, "registry/api", "/image_tag_mutability", "MUTABLE")),
                new Row(
                        82,
                        "Of images with a commit's tag the ten newest stay, and of releases, which are counted first, the"
                                + " fifty newest",
                        all -> lifecycles(all).forEach(RegistryRows::checkCounts),
                        text(
                                "aws_ecr_lifecycle_policy",
                                "registry/api-lifecycle",
                                "policy",
                                "\"rulePriority\":1",
                                "\"rulePriority\":9")),
                new Row(
                        83,
                        "Images without a tag go after seven days",
                        all -> lifecycles(all).forEach(RegistryRows::checkUntagged),
                        text(
                                "aws_ecr_lifecycle_policy",
                                "registry/api-lifecycle",
                                "policy",
                                "\"untagged\"",
                                "\"any\"")),
                new Row(
                        84,
                        "No rule counts tags of every kind, for signatures have some",
                        all -> assertThat(lifecycles(all))
                                .allSatisfy(policy -> assertThat(Resource.stream(policy.path("rules")))
                                        .noneMatch(rule -> rule.at("/selection/tagStatus")
                                                .asString()
                                                .equals("any"))),
                        text(
                                "aws_ecr_lifecycle_policy",
                                "registry/training-lifecycle",
                                "policy",
                                "\"untagged\"",
                                "\"any\"")),
                new Row(
                        85,
                        "A repository with images is not destroyed",
                        each(repository -> assertThat(
                                        repository.at("/force_delete").asBoolean(true))
                                .isFalse()),
                        set(TYPE, "registry/api", "/force_delete", true)),
                new Row(
                        86,
                        "Repositories have no policy of their own, so neither another service nor everybody is in one",
                        all -> assertThat(all.resources("aws_ecr_repository_policy"))
                                .isEmpty(),
                        add("foundation", "aws_ecr_repository_policy", Map.of("policy", "{}"))));
    }

    private static Consumer<Synthesized> each(Consumer<Resource> check) {
        return all -> assertThat(all.resources(TYPE)).hasSize(2).allSatisfy(check);
    }

    private static List<JsonNode> lifecycles(Synthesized all) {
        List<Resource> policies = all.resources("aws_ecr_lifecycle_policy");
        assertThat(policies.stream().map(policy -> all.referred(policy, TYPE)))
                .containsExactlyInAnyOrderElementsOf(all.resources(TYPE));
        return policies.stream().map(policy -> policy.json("policy")).toList();
    }

    private static void checkCounts(JsonNode policy) {
        assertThat(Resource.stream(policy.path("rules"))
                        .filter(rule ->
                                rule.at("/selection/countType").asString().equals("imageCountMoreThan"))
                        .map(rule -> "%d %s %d"
                                .formatted(
                                        rule.path("rulePriority").asInt(),
                                        rule.at("/selection/tagPrefixList/0").asString(),
                                        rule.at("/selection/countNumber").asInt())))
                .containsExactly("1 release- 50", "2 sha- 10");
    }

    private static void checkUntagged(JsonNode policy) {
        JsonNode last = policy.path("rules").get(2);
        assertThat(last.path("rulePriority").asInt()).isEqualTo(3);
        assertThat(last.at("/selection/tagStatus").asString()).isEqualTo("untagged");
        assertThat(last.at("/selection/countType").asString()).isEqualTo("sinceImagePushed");
        assertThat(last.at("/selection/countUnit").asString()).isEqualTo("days");
        assertThat(last.at("/selection/countNumber").asInt()).isEqualTo(7);
    }
}
