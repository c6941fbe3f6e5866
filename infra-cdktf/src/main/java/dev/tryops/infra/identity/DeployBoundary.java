package dev.tryops.infra.identity;

import dev.tryops.infra.settings.InfraSettings;
import dev.tryops.infra.settings.TrainingData;
import java.util.List;
import java.util.stream.Stream;

/**
 * The most that deployments may ever do, and with them the roles of cluster, nodes and pods, which deployments make: work
 * in this region and on what bears the environment's name, and never lift these limits, touch the roles of GitHub, or
 * destroy what cannot be made again. It grants nothing.
 */
final class DeployBoundary {

    /** IAM refuses resources of any service: each is named. */
    private static final List<String> SERVICES =
            List.of("autoscaling", "ec2", "ecr", "eks", "elasticloadbalancing", "kms", "logs");

    /** What the namespaces of metrics begin with. */
    static final String METRICS = "MLOps/";

    private final Owned owned;
    private final Arns arns;
    private final TrainingData trainingData;

    DeployBoundary(Arns arns, InfraSettings settings) {
        this.arns = arns;
        this.trainingData = settings.trainingData();
        this.owned = new Owned(arns, settings);
    }

    List<Statement> statements() {
        return Stream.concat(limits().stream(), trainingData().stream()).toList();
    }

    /** The training job is one of those roles, and its data may lie in a bucket of another name. */
    private List<Statement> trainingData() {
        return trainingData instanceof TrainingData.S3 data ? TrainingDataPolicy.of(data) : List.of();
    }

    private List<Statement> limits() {
        return List.of(
                Statement.allow(
                                "WorkInTheRegion",
                                SERVICES.stream().map(service -> service + ":*").toList())
                        .on(inTheRegion()),
                Statement.allow(
                                "LookWithoutResource",
                                "autoscaling:Describe*",
                                "ec2:Describe*",
                                "ecr:GetAuthorizationToken",
                                "eks:DescribeAddonVersions",
                                "eks:ListClusters",
                                "elasticloadbalancing:Describe*",
                                "kms:ListAliases",
                                "kms:ListKeys",
                                "sts:GetCallerIdentity")
                        .on("*"),
                Statement.allow("WriteMetrics", "cloudwatch:PutMetricData")
                        .everywhere()
                        .when(Condition.stringLike("cloudwatch:namespace", METRICS + "*")),
                // The add-ons' images lie in AWS's own registries.
                Statement.allow(
                                "PullImagesOfAws",
                                "ecr:BatchCheckLayerAvailability",
                                "ecr:BatchGetImage",
                                "ecr:GetDownloadUrlForLayer")
                        .on("arn:aws:ecr:" + arns.region() + ":*:repository/*"),
                Statement.allow("UseOwnBuckets", "s3:*").on(owned.bucketsWithObjects()),
                Statement.allow("UseStates", "s3:DeleteObject", "s3:GetObject", "s3:ListBucket", "s3:PutObject")
                        .on(owned.states(), owned.stateBucket()),
                Statement.allow("ChangeOwnRoles", "iam:*Role*").on(owned.roles()),
                Statement.allow("ChangeClusterProviders", "iam:*OpenIDConnectProvider*")
                        .on(owned.clusterProviders()),
                Statement.allow("LookAtProvider", "iam:GetOpenIDConnectProvider")
                        .on(owned.githubProvider()),
                Statement.allow("LookAtBoundary", "iam:GetPolicy*", "iam:ListPolicyVersions")
                        .on(owned.boundary()),
                // The cluster makes it for its first load balancer.
                Statement.allow("MakeServiceRoles", "iam:CreateServiceLinkedRole")
                        .on(arns.role("aws-service-role/*"))
                        .when(Condition.stringEquals(
                                "iam:AWSServiceName",
                                "eks.amazonaws.com",
                                "eks-nodegroup.amazonaws.com",
                                "elasticloadbalancing.amazonaws.com")),
                Statement.deny(
                                "OnlyRolesWithinTheBoundary",
                                "iam:AttachRolePolicy",
                                "iam:CreateRole",
                                "iam:PutRolePermissionsBoundary",
                                "iam:PutRolePolicy")
                        .on("*")
                        .when(new Condition("StringNotEquals", "iam:PermissionsBoundary", List.of(owned.boundary()))),
                Statement.deny("NoLiftingOfTheBoundary", "iam:DeleteRolePermissionsBoundary")
                        .on("*"),
                Statement.deny(
                                "LeaveRolesOfGithub",
                                "iam:AttachRolePolicy",
                                "iam:Delete*",
                                "iam:DetachRolePolicy",
                                "iam:PassRole",
                                "iam:Put*",
                                "iam:Update*")
                        .on(owned.githubRoles()),
                Statement.deny(
                                "KeepWhatCannotBeMadeAgain",
                                "ecr:DeleteRepository",
                                "kms:DisableKey",
                                "kms:PutKeyPolicy",
                                "kms:ScheduleKeyDeletion",
                                "s3:DeleteBucket",
                                "s3:DeleteObjectVersion")
                        .on("*"));
    }

    private List<String> inTheRegion() {
        Stream<String> own = SERVICES.stream().map(service -> arns.of(service, "*"));
        Stream<String> ofAws =
                Stream.of("image/*", "snapshot/*").map(what -> "arn:aws:ec2:" + arns.region() + "::" + what);
        return Stream.concat(own, ofAws).toList();
    }
}
