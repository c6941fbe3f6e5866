package dev.tryops.infra;

import static dev.tryops.infra.Mutations.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.infra.identity.Unscoped;
import java.util.List;

/** What no role may do. */
final class RoleLimitRows {

    private RoleLimitRows() {}

    static List<Row> rows() {
        return List.of(
                new Row(
                        131,
                        "No role may do everything, and on all resources only what has none to name",
                        RoleLimitRows::checkStars,
                        text(
                                "aws_iam_role_policy",
                                "github/push/push",
                                "policy",
                                "\"ecr:GetAuthorizationToken\"",
                                "\"ecr:GetAuthorizationToken\",\"s3:GetObject\"")),
                new Row(
                        131,
                        "Metrics are written only into a namespace that is named",
                        RoleLimitRows::checkMetrics,
                        text(
                                "aws_iam_role_policy",
                                "github/push/push",
                                "policy",
                                "ecr:GetAuthorizationToken",
                                "cloudwatch:PutMetricData")));
    }

    private static void checkStars(Synthesized all) {
        assertThat(all.resources("aws_iam_role_policy"))
                .isNotEmpty()
                .allSatisfy(policy -> policy.statements("policy")
                        .filter(statement -> statement.path("Effect").asString().equals("Allow"))
                        .forEach(statement -> {
                            assertThat(GithubRoleRows.actions(statement)).doesNotContain("*", "*:*");
                            if (Resource.texts(statement.path("Resource")).anyMatch("*"::equals)) {
                                assertThat(Unscoped.actions()).containsAll(GithubRoleRows.actions(statement));
                            }
                        }));
    }

    private static void checkMetrics(Synthesized all) {
        assertThat(all.resources("aws_iam_role_policy"))
                .allSatisfy(policy -> assertThat(policy.statements("policy"))
                        .filteredOn(
                                statement -> GithubRoleRows.actions(statement).contains("cloudwatch:PutMetricData"))
                        .allMatch(statement ->
                                statement.at("/Condition/StringEquals").has("cloudwatch:namespace")));
    }
}
