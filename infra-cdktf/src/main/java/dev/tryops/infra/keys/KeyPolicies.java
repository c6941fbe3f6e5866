package dev.tryops.infra.keys;

import dev.tryops.infra.identity.Arns;
import dev.tryops.infra.identity.BucketPolicies;
import dev.tryops.infra.identity.Condition;
import dev.tryops.infra.identity.PolicyDocument;
import dev.tryops.infra.identity.Principal;
import dev.tryops.infra.identity.SigningPolicies;
import dev.tryops.infra.identity.Statement;
import dev.tryops.infra.identity.StoreUser;
import dev.tryops.infra.settings.Names;
import dev.tryops.infra.settings.RoleName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Who may use which key. The account manages them, but using them takes a statement that names the role: its ARN is made
 * from its name and stands in a condition, because the role comes later and KMS refuses principals that do not exist.
 * Within the statement the role's own policy still decides. {@code *} as a resource means the key.
 */
final class KeyPolicies {

    /** All that is done to a key, and nothing that is done with it. */
    private static final String[] ADMINISTRATION = {
        "kms:CancelKeyDeletion",
        "kms:CreateAlias",
        "kms:DeleteAlias",
        "kms:DescribeKey",
        "kms:DisableKey",
        "kms:EnableKey",
        "kms:EnableKeyRotation",
        "kms:GetKeyPolicy",
        "kms:GetKeyRotationStatus",
        "kms:GetPublicKey",
        "kms:ListGrants",
        "kms:ListKeyPolicies",
        "kms:ListResourceTags",
        "kms:PutKeyPolicy",
        "kms:RetireGrant",
        "kms:RevokeGrant",
        "kms:ScheduleKeyDeletion",
        "kms:TagResource",
        "kms:UntagResource",
        "kms:UpdateAlias",
        "kms:UpdateKeyDescription"
    };

    private static final String[] USE = {
        "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"
    };

    private final Arns arns;
    private final Names names;

    KeyPolicies(Arns arns, Names names) {
        this.arns = arns;
        this.names = names;
    }

    /** Secrets of the cluster, volumes of its nodes and pods, and all logs. */
    PolicyDocument eks() {
        String scaling = arns.role("aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling");
        return PolicyDocument.of(
                administration(),
                grantsForServices(),
                Statement.allow("UseByCluster", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:ListGrants")
                        .on("*")
                        .by(account())
                        .when(is(RoleName.CLUSTER)),
                Statement.allow("UseByVolumesOfPods", USE)
                        .on("*")
                        .by(account())
                        .when(is(RoleName.EBS_CSI))
                        .when(Condition.stringEquals("kms:ViaService", arns.via("ec2"))),
                // This role exists before the key, has no policy of its own, and so must be named itself.
                Statement.allow("UseByVolumesOfNodes", USE).on("*").by(Principal.aws(scaling)),
                Statement.allow("GrantsForVolumesOfNodes", "kms:CreateGrant")
                        .on("*")
                        .by(Principal.aws(scaling))
                        .when(Condition.isTrue("kms:GrantIsForAWSResource")),
                Statement.allow("UseByLogs", USE)
                        .on("*")
                        .by(new Principal.Service("logs." + arns.region() + ".amazonaws.com"))
                        .when(Condition.arnLike(
                                "kms:EncryptionContext:aws:logs:arn",
                                arns.logGroup("/aws/eks/*"),
                                arns.logGroup("/aws/vpc/*"))));
    }

    /** Models and predictions: each role what its work takes. */
    PolicyDocument s3() {
        BucketPolicies buckets = new BucketPolicies(arns, names, "*");
        Stream<Statement> uses = Stream.of(StoreUser.values())
                .flatMap(user -> buckets.keyUse(user).stream()
                        .map(use -> named(use, user.role()).by(account()).when(is(user.role()))));
        return new PolicyDocument(
                Stream.concat(Stream.of(administration()), uses).toList());
    }

    /** Images. */
    PolicyDocument ecr() {
        return PolicyDocument.of(
                administration(),
                grantsForServices(),
                Statement.allow("UseByPushes", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey")
                        .on("*")
                        .by(account())
                        .when(is(RoleName.GITHUB_PUSH))
                        .when(Condition.stringEquals("kms:ViaService", arns.via("ecr"))));
    }

    /** Signatures of manifests and pointers. */
    PolicyDocument signing() {
        List<Statement> statements = new ArrayList<>(List.of(administration()));
        for (RoleName signer : SigningPolicies.SIGNERS) {
            SigningPolicies.of("*")
                    .forEach(use ->
                            statements.add(named(use, signer).by(account()).when(is(signer))));
        }
        return new PolicyDocument(statements);
    }

    /** Whoever may read and write states in S3 may do so encrypted. */
    PolicyDocument states() {
        return PolicyDocument.of(
                administration(),
                Statement.allow("UseByBucket", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey")
                        .on("*")
                        .by(account())
                        .when(Condition.stringEquals("kms:ViaService", arns.via("s3")))
                        .when(Condition.stringEquals("kms:CallerAccount", arns.account())));
    }

    private Statement administration() {
        return Statement.allow("Administration", ADMINISTRATION).on("*").by(account());
    }

    /** Who makes a cluster, a volume or a repository hands its service the key; nobody can hand it to people. */
    private Statement grantsForServices() {
        return Statement.allow("GrantsForServices", "kms:CreateGrant")
                .on("*")
                .by(account())
                .when(Condition.isTrue("kms:GrantIsForAWSResource"));
    }

    private Principal account() {
        return Principal.aws(arns.root());
    }

    private Condition is(RoleName role) {
        return Condition.arnEquals("aws:PrincipalArn", arns.role(names.role(role)));
    }

    private static Statement named(Statement use, RoleName role) {
        String name = role.name().toLowerCase(Locale.ROOT).replace("_", "");
        return use.called(use.sid() + "By" + Character.toUpperCase(name.charAt(0)) + name.substring(1));
    }
}
