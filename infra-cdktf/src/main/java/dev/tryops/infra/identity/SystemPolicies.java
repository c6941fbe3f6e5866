package dev.tryops.infra.identity;

import dev.tryops.infra.settings.InfraSettings;
import dev.tryops.infra.settings.Names;
import java.util.List;
import java.util.stream.Stream;

/** What the programs may do that keep a cluster running. */
final class SystemPolicies {

    private final Arns arns;
    private final Names names;

    SystemPolicies(Arns arns, InfraSettings settings) {
        this.arns = arns;
        this.names = settings.names();
    }

    /** Volumes encrypted with the key {@code keyArn}; nodes read them by grants that only services can be given. */
    List<Statement> volumes(String keyArn) {
        return List.of(
                Statement.allow(
                                "EncryptVolumes",
                                "kms:Decrypt",
                                "kms:DescribeKey",
                                "kms:Encrypt",
                                "kms:GenerateDataKey*",
                                "kms:ReEncrypt*")
                        .on(keyArn)
                        .when(Condition.stringEquals("kms:ViaService", arns.via("ec2"))),
                Statement.allow("LetNodesDecrypt", "kms:CreateGrant")
                        .on(keyArn)
                        .when(Condition.isTrue("kms:GrantIsForAWSResource")));
    }

    /** EKS tags the groups of its nodes with the cluster's name; only those are scaled. */
    List<Statement> scaling() {
        return List.of(
                Statement.allow(
                                "LookAtGroups",
                                "autoscaling:DescribeAutoScalingGroups",
                                "autoscaling:DescribeAutoScalingInstances",
                                "autoscaling:DescribeLaunchConfigurations",
                                "autoscaling:DescribeScalingActivities",
                                "autoscaling:DescribeTags",
                                "ec2:DescribeImages",
                                "ec2:DescribeInstanceTypes",
                                "ec2:DescribeLaunchTemplateVersions")
                        .everywhere(),
                Statement.allow("LookAtNodes", "eks:DescribeNodegroup")
                        .on(arns.of("eks", "nodegroup/" + names.cluster() + "/*")),
                Statement.allow(
                                "ScaleOwnGroups",
                                "autoscaling:SetDesiredCapacity",
                                "autoscaling:TerminateInstanceInAutoScalingGroup")
                        .on(arns.of("autoscaling", "autoScalingGroup:*:autoScalingGroupName/*"))
                        .when(Condition.stringEquals(
                                "aws:ResourceTag/k8s.io/cluster-autoscaler/" + names.cluster(), "owned")));
    }

    /** The foundation made the groups, with key and retention; nothing here may make others. */
    List<Statement> logs() {
        return List.of(Statement.allow(
                        "WriteLogs", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents")
                .on(Stream.of(Names.API, Names.TRAINING)
                        .map(program -> arns.logGroup(names.applicationLogGroup(program)) + ":*")
                        .toList()));
    }

    /** Signatures lie beside the images that they sign. */
    List<Statement> signatures() {
        return List.of(
                Statement.allow("LogIn", "ecr:GetAuthorizationToken").everywhere(),
                Statement.allow(
                                "ReadSignatures",
                                "ecr:BatchCheckLayerAvailability",
                                "ecr:BatchGetImage",
                                "ecr:GetDownloadUrlForLayer")
                        .on(
                                arns.repository(names.repository(Names.API)),
                                arns.repository(names.repository(Names.TRAINING))));
    }
}
