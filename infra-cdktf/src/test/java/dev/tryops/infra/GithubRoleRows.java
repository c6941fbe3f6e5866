package dev.tryops.infra;

import static dev.tryops.infra.Mutations.set;
import static dev.tryops.infra.Mutations.text;
import static dev.tryops.infra.Mutations.unset;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Who on GitHub may take which role, and what it may do. */
final class GithubRoleRows {

    private static final String ISSUER = "token.actions.githubusercontent.com";
    private static final Map<String, String> SUBJECTS = Map.of(
            "push", "repo:blue-samarth/mlops-tryops:ref:refs/heads/master",
            "plan", "repo:blue-samarth/mlops-tryops:environment:plan",
            "deploy", "repo:blue-samarth/mlops-tryops:environment:production");

    private GithubRoleRows() {}

    static List<Row> rows() {
        return Stream.of(trust(), permissions()).flatMap(List::stream).toList();
    }

    private static List<Row> trust() {
        return List.of(
                new Row(
                        126,
                        "The account believes GitHub's tokens that are meant for AWS",
                        all -> {
                            Resource provider =
                                    all.resource("aws_iam_openid_connect_provider", "bootstrap/github/provider");
                            assertThat(provider.text("url")).isEqualTo("https://" + ISSUER);
                            assertThat(Resource.texts(provider.at("/client_id_list")))
                                    .containsExactly("sts.amazonaws.com");
                            assertThat(provider.body().has("thumbprint_list")).isFalse();
                        },
                        set("aws_iam_openid_connect_provider", "github/provider", "/client_id_list", List.of("x"))),
                new Row(
                        127,
                        "The role that pushes has its old name, and takes only tokens meant for AWS",
                        all -> {
                            assertThat(role(all, "push").text("name"))
                                    .isEqualTo("sam-mlops-production-github-actions-ecr");
                            SUBJECTS.keySet()
                                    .forEach(name ->
                                            assertThat(claim(all, name, "aud")).containsExactly("sts.amazonaws.com"));
                        },
                        text("aws_iam_role", "github/push/role", "assume_role_policy", ":aud", ":iss")),
                new Row(
                        128,
                        "Images are pushed from the main branch, changes are looked at in the environment plan, and"
                                + " deployments come from the protected environment: each role takes one subject",
                        all -> SUBJECTS.forEach((name, subject) ->
                                assertThat(claim(all, name, "sub")).containsExactly(subject)),
                        text("aws_iam_role", "github/push/role", "assume_role_policy", "ref:refs/heads/master", "*")),
                new Row(
                        130,
                        "A session of any role lasts an hour",
                        all -> assertThat(all.resources("aws_iam_role"))
                                .allSatisfy(role -> assertThat(
                                                role.at("/max_session_duration").asInt())
                                        .isEqualTo(3_600)),
                        unset("aws_iam_role", "github/push/role", "/max_session_duration")));
    }

    private static List<Row> permissions() {
        return List.of(
                new Row(
                        129,
                        "Who pushes may log in anywhere, and push and pull in the two repositories",
                        GithubRoleRows::checkPush,
                        text(
                                "aws_iam_role_policy",
                                "github/push/push",
                                "policy",
                                "ecr:PutImage",
                                "ecr:BatchDeleteImage")),
                new Row(
                        128,
                        "Who looks at changes changes nothing, and reads neither models nor predictions",
                        GithubRoleRows::checkPlan,
                        text("aws_iam_role_policy", "github/plan/look", "policy", "iam:GetRole\"", "iam:PassRole\"")),
                new Row(
                        128,
                        "Deployments stay within a boundary, and so does every role that they make",
                        GithubRoleRows::checkBoundary,
                        unset("aws_iam_role", "github/deploy/role", "/permissions_boundary")),
                new Row(
                        128,
                        "Nobody lifts the boundary, and deployments leave GitHub's roles, keys and versions of objects"
                                + " alone",
                        GithubRoleRows::checkDenials,
                        text(
                                "aws_iam_policy",
                                "github/boundary",
                                "policy",
                                "iam:DeleteRolePermissionsBoundary",
                                "iam:x")));
    }

    private static void checkPush(Synthesized all) {
        List<JsonNode> statements = all.resource("aws_iam_role_policy", "github/push/push")
                .statements("policy")
                .toList();
        assertThat(statements).hasSize(2);
        assertThat(actions(statements.getFirst())).containsExactly("ecr:GetAuthorizationToken");
        assertThat(actions(statements.getLast()))
                .containsExactlyInAnyOrder(
                        "ecr:BatchCheckLayerAvailability",
                        "ecr:BatchGetImage",
                        "ecr:CompleteLayerUpload",
                        "ecr:DescribeImages",
                        "ecr:GetDownloadUrlForLayer",
                        "ecr:InitiateLayerUpload",
                        "ecr:ListImages",
                        "ecr:PutImage",
                        "ecr:UploadLayerPart");
        assertThat(Resource.texts(statements.getLast().path("Resource")))
                .containsExactlyInAnyOrderElementsOf(all.resources("aws_ecr_repository").stream()
                        .map(repository -> "${" + repository.address() + ".arn}")
                        .toList());
        assertThat(policiesOf(all, "push")).hasSize(1);
    }

    private static void checkPlan(Synthesized all) {
        assertThat(policiesOf(all, "plan")).hasSize(1);
        all.resource("aws_iam_role_policy", "github/plan/look")
                .statements("policy")
                .forEach(statement -> {
                    assertThat(actions(statement))
                            .allMatch(action -> action.matches("[a-z0-9]+:(Describe|Get|List).*|kms:Decrypt"));
                    if (actions(statement).contains("s3:GetObject")
                            || actions(statement).contains("kms:Decrypt")) {
                        assertThat(statement.toString())
                                .contains("terraform-state")
                                .doesNotContain("production-models");
                    }
                });
    }

    private static void checkBoundary(Synthesized all) {
        Resource boundary = all.resource("aws_iam_policy", "github/boundary");
        assertThat(role(all, "deploy").text("permissions_boundary")).isEqualTo("${" + boundary.address() + ".arn}");
        for (Resource policy : policiesOf(all, "deploy")) {
            policy.statements("policy")
                    .filter(statement -> actions(statement).stream()
                            .anyMatch(action -> action.matches("iam:(AttachRolePolicy|CreateRole|PutRole.*)")))
                    .forEach(statement -> assertThat(
                                    Resource.texts(statement.at("/Condition/StringEquals/iam:PermissionsBoundary")))
                            .singleElement()
                            .asString()
                            .endsWith(":policy/" + boundary.text("name")));
        }
    }

    private static void checkDenials(Synthesized all) {
        List<String> denied = all.resource("aws_iam_policy", "github/boundary")
                .statements("policy")
                .filter(statement -> statement.path("Effect").asString().equals("Deny"))
                .flatMap(statement -> actions(statement).stream())
                .toList();
        assertThat(denied)
                .contains(
                        "iam:DeleteRolePermissionsBoundary",
                        "iam:CreateRole",
                        "iam:PutRolePolicy",
                        "kms:ScheduleKeyDeletion",
                        "s3:DeleteObjectVersion");
    }

    private static List<Resource> policiesOf(Synthesized all, String name) {
        Resource role = role(all, name);
        assertThat(all.resources("aws_iam_role_policy_attachment"))
                .noneMatch(attachment -> all.references(attachment).contains(role));
        return all.resources("aws_iam_role_policy").stream()
                .filter(policy -> policy.text("role").equals("${" + role.address() + ".name}"))
                .toList();
    }

    private static List<String> claim(Synthesized all, String role, String claim) {
        List<JsonNode> statements =
                role(all, role).statements("assume_role_policy").toList();
        assertThat(statements).hasSize(1);
        JsonNode trust = statements.getFirst();
        assertThat(actions(trust)).containsExactly("sts:AssumeRoleWithWebIdentity");
        assertThat(trust.at("/Principal/Federated").asString()).endsWith(":oidc-provider/" + ISSUER);
        assertThat(trust.path("Condition").propertyNames()).containsExactly("StringEquals");
        return Resource.texts(trust.path("Condition").path("StringEquals").path(ISSUER + ":" + claim))
                .toList();
    }

    private static Resource role(Synthesized all, String name) {
        return all.resource("aws_iam_role", "foundation/github/" + name + "/role");
    }

    static List<String> actions(JsonNode statement) {
        return Resource.texts(statement.path("Action")).toList();
    }
}
