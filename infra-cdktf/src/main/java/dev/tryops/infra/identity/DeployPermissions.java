package dev.tryops.infra.identity;

import dev.tryops.infra.settings.InfraSettings;
import java.util.List;

/** What deployments change, beside what they look at. The first deployment of an environment is an administrator's. */
final class DeployPermissions {

    private static final String[] NETWORK = {
        "ec2:Allocate*",
        "ec2:Associate*",
        "ec2:Attach*",
        "ec2:Authorize*",
        "ec2:CreateFlowLogs",
        "ec2:CreateInternetGateway",
        "ec2:CreateLaunchTemplate*",
        "ec2:CreateNatGateway",
        "ec2:CreateRoute*",
        "ec2:CreateSecurityGroup",
        "ec2:CreateSubnet",
        "ec2:CreateTags",
        "ec2:CreateVpc*",
        "ec2:DeleteFlowLogs",
        "ec2:DeleteInternetGateway",
        "ec2:DeleteLaunchTemplate*",
        "ec2:DeleteNatGateway",
        "ec2:DeleteRoute*",
        "ec2:DeleteSecurityGroup",
        "ec2:DeleteSubnet",
        "ec2:DeleteTags",
        "ec2:DeleteVpc*",
        "ec2:Detach*",
        "ec2:Disassociate*",
        "ec2:ModifyLaunchTemplate",
        "ec2:ModifySecurityGroupRules",
        "ec2:ModifySubnetAttribute",
        "ec2:ModifyVpcAttribute",
        "ec2:ModifyVpcEndpoint",
        "ec2:Release*",
        "ec2:ReplaceRoute*",
        "ec2:Revoke*",
        "ec2:UpdateSecurityGroupRuleDescriptions*"
    };

    private final Owned owned;
    private final Arns arns;

    DeployPermissions(Arns arns, InfraSettings settings) {
        this.arns = arns;
        this.owned = new Owned(arns, settings);
    }

    List<Statement> statements() {
        return List.of(
                Statement.allow("WriteStates", "s3:PutObject").on(owned.states()),
                Statement.allow("UnlockStates", "s3:DeleteObject").on(owned.locks()),
                Statement.allow("EncryptStates", "kms:GenerateDataKey")
                        .on(arns.of("kms", "key/*"))
                        .when(owned.isStateKey())
                        .when(Condition.stringEquals("kms:ViaService", arns.via("s3"))),
                Statement.allow("ChangeNetwork", NETWORK).on(owned.network()),
                // EKS asks whether who makes a group of nodes could have started them himself.
                Statement.allow("StartNodes", "ec2:RunInstances")
                        .on(arns.of("ec2", "*"), "arn:aws:ec2:" + arns.region() + "::image/*"),
                Statement.allow(
                                "ChangeCluster",
                                "eks:Associate*",
                                "eks:Create*",
                                "eks:Delete*",
                                "eks:Disassociate*",
                                "eks:TagResource",
                                "eks:UntagResource",
                                "eks:Update*")
                        .on(owned.cluster()),
                Statement.allow(
                                "ChangeRepositories",
                                "ecr:PutImageScanningConfiguration",
                                "ecr:PutImageTagMutability",
                                "ecr:PutLifecyclePolicy",
                                "ecr:TagResource",
                                "ecr:UntagResource")
                        .on(owned.repositories()),
                Statement.allow(
                                "ChangeLogGroups",
                                "logs:AssociateKmsKey",
                                "logs:CreateLogGroup",
                                "logs:DeleteLogGroup",
                                "logs:PutRetentionPolicy",
                                "logs:TagResource",
                                "logs:UntagResource")
                        .on(owned.logGroups()),
                Statement.allow(
                                "ChangeBuckets",
                                "s3:PutBucket*",
                                "s3:PutEncryptionConfiguration",
                                "s3:PutLifecycleConfiguration")
                        .on(owned.buckets()),
                Statement.allow("HandKeysToServices", "kms:CreateGrant")
                        .on(arns.of("kms", "key/*"))
                        .when(owned.isOwnKey())
                        .when(Condition.isTrue("kms:GrantIsForAWSResource")),
                Statement.allow("MakeServiceRoles", "iam:CreateServiceLinkedRole")
                        .on(arns.role("aws-service-role/*"))
                        .when(Condition.stringEquals(
                                "iam:AWSServiceName", "eks.amazonaws.com", "eks-nodegroup.amazonaws.com")),
                roles(),
                boundedRoles(),
                passedRoles(),
                Statement.allow(
                                "ChangeClusterProviders",
                                "iam:CreateOpenIDConnectProvider",
                                "iam:DeleteOpenIDConnectProvider",
                                "iam:TagOpenIDConnectProvider",
                                "iam:UntagOpenIDConnectProvider")
                        .on(owned.clusterProviders()));
    }

    private Statement roles() {
        return Statement.allow(
                        "ChangeRoles",
                        "iam:DeleteRole",
                        "iam:DeleteRolePolicy",
                        "iam:DetachRolePolicy",
                        "iam:TagRole",
                        "iam:UntagRole",
                        "iam:UpdateAssumeRolePolicy",
                        "iam:UpdateRole",
                        "iam:UpdateRoleDescription")
                .on(owned.roles());
    }

    /** A role that a deployment makes or allows something has the deployment's own limits. */
    private Statement boundedRoles() {
        return Statement.allow(
                        "ChangeBoundedRoles",
                        "iam:AttachRolePolicy",
                        "iam:CreateRole",
                        "iam:PutRolePermissionsBoundary",
                        "iam:PutRolePolicy")
                .on(owned.roles())
                .when(Condition.stringEquals("iam:PermissionsBoundary", owned.boundary()));
    }

    private Statement passedRoles() {
        return Statement.allow("PassRoles", "iam:PassRole")
                .on(owned.roles())
                .when(Condition.stringEquals(
                        "iam:PassedToService",
                        "ec2.amazonaws.com",
                        "eks.amazonaws.com",
                        "vpc-flow-logs.amazonaws.com"));
    }
}
