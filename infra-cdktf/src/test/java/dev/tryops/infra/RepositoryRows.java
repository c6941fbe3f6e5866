package dev.tryops.infra;

import static dev.tryops.infra.Mutations.add;
import static dev.tryops.infra.Mutations.remove;
import static dev.tryops.infra.Mutations.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.infra.settings.Environments;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What the repository on GitHub is told, and where its workflows run. */
final class RepositoryRows {

    private static final String SECRET = "github_actions_secret";
    private static final String ENVIRONMENT = "github_repository_environment";
    private static final List<String> NAMES = List.of(
            "AWS_ROLE_ARN",
            "ECR_API_REPOSITORY_URL",
            "ECR_TRAINING_REPOSITORY_URL",
            "AWS_REGION",
            "MODELS_BUCKET_NAME");

    private RepositoryRows() {}

    static List<Row> rows() {
        return Stream.of(secrets(), environments()).flatMap(List::stream).toList();
    }

    private static List<Row> secrets() {
        return List.of(
                new Row(
                        191,
                        "Workflows are told five things: role, two repositories, region, bucket",
                        all -> assertThat(all.resources(SECRET))
                                .extracting(secret -> secret.text("secret_name"))
                                .containsExactlyInAnyOrderElementsOf(NAMES),
                        remove(SECRET, "workflows/secret-AWS_REGION")),
                new Row(
                        191,
                        "What workflows are told is what the foundation tells, so that no secret is in a state",
                        all -> assertThat(all.resources(SECRET))
                                .allSatisfy(secret -> assertThat(secret.text("value"))
                                        .matches("\\$\\{data\\.terraform_remote_state\\.foundation_state\\.outputs\\."
                                                + "(github_actions_role_arn|ecr_(api|training)_repository_url|aws_region"
                                                + "|models_bucket_name)}")),
                        set(SECRET, "workflows/secret-AWS_ROLE_ARN", "/value", "${var.secret}")),
                new Row(
                        191,
                        "The token for GitHub comes from the environment: nothing here names one",
                        all -> {
                            assertThat(all.stack("github")
                                            .at("/provider/github/0")
                                            .propertyNames())
                                    .containsExactly("owner");
                            assertThat(all.text()).doesNotContain("GH_PAT", "GITHUB_TOKEN", "github_token");
                            assertThat(all.stackNames())
                                    .filteredOn(stack ->
                                            all.stack(stack).at("/provider").has("github"))
                                    .containsExactly("github");
                        },
                        all -> all.withChange(
                                "github",
                                "/provider/github/0/token",
                                all.stack("github").at("/provider/github/0/owner"))),
                new Row(
                        191,
                        "Further environments of an account tell only the jobs that deploy to them",
                        RepositoryRows::checkStaging,
                        add("github", "github_actions_environment_secret", Map.of("secret_name", "AWS_REGION"))));
    }

    private static void checkStaging(Synthesized all) {
        assertThat(all.resources("github_actions_environment_secret")).isEmpty();
        Synthesized staging = Synthesized.of(Environments.STAGING.settings());
        assertThat(staging.resources(SECRET)).isEmpty();
        assertThat(staging.resources("github_actions_environment_secret"))
                .hasSize(NAMES.size())
                .allSatisfy(secret -> assertThat(staging.references(secret))
                        .contains(staging.resource(ENVIRONMENT, "environment-staging")))
                .extracting(secret -> secret.text("secret_name"))
                .containsExactlyInAnyOrderElementsOf(NAMES);
    }

    private static List<Row> environments() {
        String production = "workflows/environment-production";
        return List.of(
                new Row(
                        191,
                        "A deployment waits for a reviewer, and an administrator waits, too",
                        all -> {
                            Resource environment = all.resource(ENVIRONMENT, production);
                            assertThat(environment.text("environment")).isEqualTo("production");
                            assertThat(Resource.texts(environment.at("/reviewers/0/users")))
                                    .containsExactly("${data.github_user."
                                            + all.resource("data.github_user").name() + ".id}");
                            assertThat(environment.at("/can_admins_bypass").asBoolean(true))
                                    .isFalse();
                        },
                        set(ENVIRONMENT, production, "/can_admins_bypass", true)),
                new Row(
                        191,
                        "A deployment comes from the branch master and no other",
                        all -> {
                            Resource environment = all.resource(ENVIRONMENT, production);
                            JsonNode branches = environment.at("/deployment_branch_policy/0");
                            assertThat(branches.path("custom_branch_policies").asBoolean(false))
                                    .isTrue();
                            assertThat(all.resources("github_repository_environment_deployment_policy"))
                                    .singleElement()
                                    .satisfies(branch -> {
                                        assertThat(all.references(branch)).contains(environment);
                                        assertThat(branch.text("branch_pattern"))
                                                .isEqualTo("master");
                                    });
                        },
                        set(
                                "github_repository_environment_deployment_policy",
                                "workflows/branch-production",
                                "/branch_pattern",
                                "*")),
                new Row(
                        191,
                        "The environments of jobs that plan and deploy know their roles",
                        all -> assertThat(all.resources("github_actions_environment_variable"))
                                .extracting(variable -> variable.text("variable_name"))
                                .containsExactlyInAnyOrder("AWS_DEPLOY_ROLE_ARN", "AWS_PLAN_ROLE_ARN_PRODUCTION"),
                        remove("github_actions_environment_variable", production + "-variable-AWS_DEPLOY_ROLE_ARN")));
    }
}
