package dev.tryops.infra.identity;

import dev.tryops.infra.settings.InfraSettings;
import java.util.List;
import java.util.stream.Stream;

/** What {@code terraform plan} must look at: states, and the settings of what is there; no model and no prediction. */
final class LookPermissions {

    private final Owned owned;
    private final Arns arns;

    LookPermissions(Arns arns, InfraSettings settings) {
        this.arns = arns;
        this.owned = new Owned(arns, settings);
    }

    List<Statement> statements() {
        return Stream.concat(states().stream(), resources().stream()).toList();
    }

    private List<Statement> states() {
        return List.of(
                Statement.allow("ReadStates", "s3:GetObject").on(owned.states()),
                Statement.allow("ListStates", "s3:ListBucket").on(owned.stateBucket()),
                Statement.allow("DecryptStates", "kms:Decrypt")
                        .on(arns.of("kms", "key/*"))
                        .when(owned.isStateKey())
                        .when(Condition.stringEquals("kms:ViaService", arns.via("s3"))));
    }

    private List<Statement> resources() {
        return List.of(
                Statement.allow(
                                "LookWithoutResource",
                                Unscoped.actions().stream()
                                        .filter(action -> !action.equals("cloudwatch:PutMetricData"))
                                        .sorted()
                                        .toList())
                        .everywhere(),
                Statement.allow("LookAtNetwork", "ec2:DescribeAddressesAttribute", "ec2:DescribeVpcAttribute")
                        .on(owned.network()),
                Statement.allow("LookAtCluster", "eks:Describe*", "eks:List*").on(owned.cluster()),
                Statement.allow(
                                "LookAtRepositories",
                                "ecr:DescribeImages",
                                "ecr:DescribeRepositories",
                                "ecr:GetLifecyclePolicy",
                                "ecr:GetRepositoryPolicy",
                                "ecr:ListTagsForResource")
                        .on(owned.repositories()),
                // The provider asks for all groups whose names begin like its own.
                Statement.allow("FindLogGroups", "logs:DescribeLogGroups").on(arns.logGroup("*")),
                Statement.allow("LookAtLogGroups", "logs:ListTagsForResource", "logs:ListTagsLogGroup")
                        .on(owned.logGroups()),
                Statement.allow(
                                "LookAtBuckets",
                                "s3:GetAccelerateConfiguration",
                                "s3:GetBucket*",
                                "s3:GetEncryptionConfiguration",
                                "s3:GetLifecycleConfiguration",
                                "s3:GetReplicationConfiguration",
                                "s3:ListBucket")
                        .on(owned.buckets()),
                Statement.allow(
                                "LookAtKeys",
                                "kms:DescribeKey",
                                "kms:GetKeyPolicy",
                                "kms:GetKeyRotationStatus",
                                "kms:ListResourceTags")
                        .on(arns.of("kms", "key/*"))
                        .when(owned.isOwnKey()),
                Statement.allow("LookAtRoles", "iam:GetRole", "iam:GetRolePolicy", "iam:List*")
                        .on(owned.roles()),
                Statement.allow("LookAtBoundary", "iam:GetPolicy", "iam:GetPolicyVersion", "iam:ListPolicyVersions")
                        .on(owned.boundary()),
                Statement.allow("LookAtProviders", "iam:GetOpenIDConnectProvider")
                        .on(Stream.concat(owned.clusterProviders().stream(), Stream.of(owned.githubProvider()))
                                .toList()));
    }
}
