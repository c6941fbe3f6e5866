package dev.tryops.infra.iam;

import static dev.tryops.infra.iam.DeployedAccount.arn;
import static dev.tryops.infra.iam.DeployedAccount.models;
import static dev.tryops.infra.iam.DeployedAccount.named;
import static dev.tryops.infra.iam.DeployedAccount.predictions;
import static dev.tryops.infra.iam.DeployedAccount.repository;
import static dev.tryops.infra.settings.RoleName.GITHUB_DEPLOY;
import static dev.tryops.infra.settings.RoleName.GITHUB_PLAN;
import static dev.tryops.infra.settings.RoleName.GITHUB_PUSH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.infra.NeedsNode;
import dev.tryops.infra.iam.Decision.Forbidden;
import dev.tryops.infra.settings.Environments;
import dev.tryops.infra.settings.GithubSettings;
import dev.tryops.infra.settings.RoleName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What workflows on GitHub may do in the account. */
@NeedsNode
class GithubRolesTest {

    private static final String STATES = "arn:aws:s3:::terraform-state-" + Deployment.ACCOUNT;
    private static final String BOUNDARY = "arn:aws:iam::" + Deployment.ACCOUNT + ":policy/" + named("deploy-boundary");
    private static final String NEW_ROLE = "arn:aws:iam::" + Deployment.ACCOUNT + ":role/" + named("new");

    private final DeployedAccount account = DeployedAccount.production();

    @Test
    void onlyMasterPushes() {
        assertThat(mayTakeOn(GITHUB_PUSH, "ref:refs/heads/master")).isTrue();
        for (String other : new String[] {
            "ref:refs/heads/main",
            "ref:refs/heads/master2",
            "ref:refs/tags/master",
            "pull_request",
            "environment:production"
        }) {
            assertThat(mayTakeOn(GITHUB_PUSH, other)).as(other).isFalse();
        }
    }

    @Test
    void everyRoleTrustsItsOwnSubjectAlone() {
        assertThat(mayTakeOn(GITHUB_DEPLOY, "environment:production")).isTrue();
        assertThat(mayTakeOn(GITHUB_DEPLOY, "environment:plan")).isFalse();
        assertThat(mayTakeOn(GITHUB_DEPLOY, "ref:refs/heads/master")).isFalse();
        assertThat(mayTakeOn(GITHUB_PLAN, "environment:plan")).isTrue();
        assertThat(mayTakeOn(GITHUB_PLAN, "environment:production")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = RoleName.class,
            names = {"GITHUB_PUSH", "GITHUB_PLAN", "GITHUB_DEPLOY"})
    void aTokenForSomebodyElseOrOfAnotherRepositoryTakesNothingOn(RoleName role) {
        String subject = subject(role == GITHUB_PUSH ? "ref:refs/heads/master" : "environment:production");

        assertThat(token(role, "repo:somebody/else:ref:refs/heads/master", "sts.amazonaws.com"))
                .isFalse();
        assertThat(token(role, subject, "https://github.com/somebody")).isFalse();
    }

    @Test
    void pushesToTheTwoRepositoriesAndNoOther() {
        assertThat(account.may(GITHUB_PUSH, "ecr:GetAuthorizationToken", "*")).isTrue();
        for (String image : new String[] {"api", "training"}) {
            assertThat(account.may(GITHUB_PUSH, "ecr:PutImage", repository(image)))
                    .isTrue();
            assertThat(account.may(GITHUB_PUSH, "ecr:InitiateLayerUpload", repository(image)))
                    .isTrue();
        }
        assertThat(account.may(GITHUB_PUSH, "ecr:PutImage", repository("other")))
                .isFalse();
        assertThat(account.may(GITHUB_PUSH, "ecr:PutImage", repository("api-2")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ecr:BatchDeleteImage",
                "ecr:DeleteRepository",
                "ecr:PutLifecyclePolicy",
                "ecr:SetRepositoryPolicy",
                "ecr:PutImageTagMutability"
            })
    void pushingTakesNothingAwayAndChangesNoRule(String action) {
        assertThat(account.may(GITHUB_PUSH, action, repository("api"))).isFalse();
    }

    @Test
    void pushingReachesNoBucketKeyOrRole() {
        assertThat(account.may(GITHUB_PUSH, "s3:GetObject", models("/serving/production.json")))
                .isFalse();
        assertThat(account.may(GITHUB_PUSH, "s3:GetObject", STATES + "/mlops/production/foundation.tfstate"))
                .isFalse();
        assertThat(account.may(GITHUB_PUSH, "kms:Decrypt", account.key("s3"), "kms:ViaService", via("s3")))
                .isFalse();
        assertThat(account.may(GITHUB_PUSH, "iam:PassRole", arn(RoleName.API))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "s3:GetObject, states",
        "s3:ListBucket, bucket of states",
        "ec2:DescribeVpcs, *",
        "eks:DescribeCluster, cluster",
        "ecr:DescribeRepositories, repository",
        "iam:GetRole, role",
        "kms:ListKeys, *"
    })
    void aPlanReadsWhatItCompares(String action, String what) {
        assertThat(account.may(GITHUB_PLAN, action, resource(what))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "s3:PutObject, states",
        "s3:DeleteObject, states",
        "s3:PutBucketPolicy, bucket of states",
        "s3:PutBucketPolicy, models",
        "ec2:CreateVpc, vpc",
        "ec2:RunInstances, vpc",
        "eks:CreateCluster, cluster",
        "eks:DeleteCluster, cluster",
        "ecr:PutImage, repository",
        "ecr:DeleteRepository, repository",
        "iam:CreateRole, role",
        "iam:PutRolePolicy, role",
        "iam:PassRole, role",
        "iam:UpdateAssumeRolePolicy, role",
        "kms:ScheduleKeyDeletion, key",
        "kms:PutKeyPolicy, key",
        "kms:CreateGrant, key",
        "logs:DeleteLogGroup, log group"
    })
    void aPlanChangesNothing(String action, String what) {
        assertThat(account.may(GITHUB_PLAN, action, resource(what))).isFalse();
    }

    @Test
    void aPlanSeesNeitherModelsNorPredictions() {
        assertThat(account.may(GITHUB_PLAN, "s3:GetObject", models("/models/v1/model.onnx")))
                .isFalse();
        assertThat(account.may(GITHUB_PLAN, "s3:GetObject", predictions("/predictions/day=1/a.parquet")))
                .isFalse();
        assertThat(account.may(GITHUB_PLAN, "kms:Decrypt", account.key("s3"), "kms:ViaService", via("s3")))
                .isFalse();
        assertThat(account.may(GITHUB_PLAN, "s3:GetObject", STATES + "/mlops/staging/foundation.tfstate"))
                .isFalse();
    }

    @Test
    void aDeploymentMakesRolesWithinTheBoundaryOnly() {
        for (String action : new String[] {"iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy"}) {
            assertThat(account.may(GITHUB_DEPLOY, action, NEW_ROLE, "iam:PermissionsBoundary", BOUNDARY))
                    .isTrue();
            assertThat(account.decide(GITHUB_DEPLOY, action, NEW_ROLE)).isInstanceOf(Forbidden.class);
            assertThat(account.may(GITHUB_DEPLOY, action, NEW_ROLE, "iam:PermissionsBoundary", BOUNDARY + "-2"))
                    .isFalse();
        }
        assertThat(account.may(
                        GITHUB_DEPLOY,
                        "iam:CreateRole",
                        "arn:aws:iam::" + Deployment.ACCOUNT + ":role/somebody-elses",
                        "iam:PermissionsBoundary",
                        BOUNDARY))
                .isFalse();
    }

    @Test
    void aDeploymentNeverLiftsItsLimits() {
        assertThat(account.decide(GITHUB_DEPLOY, "iam:DeleteRolePermissionsBoundary", NEW_ROLE))
                .isInstanceOf(Forbidden.class);
        for (String action :
                new String[] {"iam:CreatePolicyVersion", "iam:DeletePolicy", "iam:SetDefaultPolicyVersion"}) {
            assertThat(account.may(GITHUB_DEPLOY, action, BOUNDARY)).isFalse();
        }
        for (RoleName github : new RoleName[] {GITHUB_PUSH, GITHUB_PLAN, GITHUB_DEPLOY}) {
            assertThat(account.decide(GITHUB_DEPLOY, "iam:UpdateAssumeRolePolicy", arn(github)))
                    .isInstanceOf(Forbidden.class);
            assertThat(account.may(
                            GITHUB_DEPLOY, "iam:PutRolePolicy", arn(github), "iam:PermissionsBoundary", BOUNDARY))
                    .isFalse();
            assertThat(account.may(
                            GITHUB_DEPLOY, "iam:PassRole", arn(github), "iam:PassedToService", "ec2.amazonaws.com"))
                    .isFalse();
        }
    }

    @Test
    void aDeploymentPassesRolesToWhatRunsTheClusterOnly() {
        assertThat(account.may(
                        GITHUB_DEPLOY, "iam:PassRole", arn(RoleName.NODES), "iam:PassedToService", "eks.amazonaws.com"))
                .isTrue();
        assertThat(account.may(
                        GITHUB_DEPLOY,
                        "iam:PassRole",
                        arn(RoleName.NODES),
                        "iam:PassedToService",
                        "lambda.amazonaws.com"))
                .isFalse();
        assertThat(account.may(GITHUB_DEPLOY, "iam:PassRole", arn(RoleName.NODES)))
                .isFalse();
    }

    @Test
    void aDeploymentWorksInItsRegionAlone() {
        String cluster = "cluster/" + named("eks");

        assertThat(account.may(GITHUB_DEPLOY, "eks:CreateCluster", Deployment.of("eks", cluster)))
                .isTrue();
        assertThat(account.may(GITHUB_DEPLOY, "ec2:CreateVpc", resource("vpc"))).isTrue();
        assertThat(account.may(
                        GITHUB_DEPLOY,
                        "eks:CreateCluster",
                        "arn:aws:eks:eu-west-1:" + Deployment.ACCOUNT + ":" + cluster))
                .isFalse();
    }

    @Test
    void aDeploymentDestroysNothingThatCannotBeMadeAgain() {
        assertThat(account.decide(GITHUB_DEPLOY, "kms:ScheduleKeyDeletion", account.key("s3")))
                .isInstanceOf(Forbidden.class);
        assertThat(account.decide(GITHUB_DEPLOY, "s3:DeleteBucket", models(""))).isInstanceOf(Forbidden.class);
        assertThat(account.decide(GITHUB_DEPLOY, "s3:DeleteObjectVersion", models("/models/v1/model.onnx")))
                .isInstanceOf(Forbidden.class);
        assertThat(account.decide(GITHUB_DEPLOY, "ecr:DeleteRepository", repository("api")))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void aDeploymentReadsNoModelAndNoPrediction() {
        assertThat(account.may(GITHUB_DEPLOY, "s3:GetObject", models("/models/v1/model.onnx")))
                .isFalse();
        assertThat(account.may(GITHUB_DEPLOY, "s3:GetObject", predictions("/predictions/day=1/a.parquet")))
                .isFalse();
        assertThat(account.may(GITHUB_DEPLOY, "s3:PutObject", models("/serving/production.json"), "s3:if-match", "x"))
                .isFalse();
    }

    @Test
    void aDeploymentWritesTheStatesOfItsEnvironment() {
        assertThat(account.may(GITHUB_DEPLOY, "s3:PutObject", STATES + "/mlops/production/cluster.tfstate"))
                .isTrue();
        assertThat(account.may(GITHUB_DEPLOY, "s3:DeleteObject", STATES + "/mlops/production/cluster.tfstate.tflock"))
                .isTrue();
        assertThat(account.may(GITHUB_DEPLOY, "s3:DeleteObject", STATES + "/mlops/production/cluster.tfstate"))
                .isFalse();
        assertThat(account.may(GITHUB_DEPLOY, "s3:PutObject", STATES + "/mlops/staging/cluster.tfstate"))
                .isFalse();
    }

    private boolean mayTakeOn(RoleName role, String context) {
        return token(role, subject(context), "sts.amazonaws.com");
    }

    private boolean token(RoleName role, String subject, String audience) {
        return account.token(
                        GithubSettings.ISSUER,
                        role,
                        GithubSettings.ISSUER + ":sub",
                        subject,
                        GithubSettings.ISSUER + ":aud",
                        audience)
                .isAllowed();
    }

    private static String subject(String context) {
        GithubSettings github = Environments.PRODUCTION.settings().github();
        return "repo:" + github.org() + "/" + github.repo() + ":" + context;
    }

    private static String via(String service) {
        return service + "." + Deployment.REGION + ".amazonaws.com";
    }

    private String resource(String what) {
        return switch (what) {
            case "states" -> STATES + "/mlops/production/foundation.tfstate";
            case "bucket of states" -> STATES;
            case "models" -> models("");
            case "vpc" -> Deployment.of("ec2", "vpc/vpc-1");
            case "cluster" -> Deployment.of("eks", "cluster/" + named("eks"));
            case "repository" -> repository("api");
            case "role" -> arn(RoleName.API);
            case "key" -> account.key("s3");
            case "log group" -> Deployment.of("logs", "log-group:/aws/vpc/" + named("x"));
            default -> what;
        };
    }
}
