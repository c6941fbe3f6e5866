package dev.tryops.infra.policy;

import static dev.tryops.infra.policy.Example.policy;

import java.util.List;
import java.util.stream.Stream;

/** Policies as they should and should not be, in documents and in the data sources that make them. */
final class PolicyExamples {

    private static final String LIST = "{'Effect':'Allow','Action':['s3:ListBucket'],'Resource':['arn:aws:s3:::b']}";
    private static final String GITHUB = "'token.actions.githubusercontent.com:%s':'%s'";

    private PolicyExamples() {}

    static Stream<Example> all() {
        return Stream.of(twins(), attachments(), trusts(), onResources()).flatMap(List::stream);
    }

    private static List<Example> twins() {
        return Stream.of(
                        twins("CKV_AWS_62", "CKV_AWS_1", "s3:Get*", "*"),
                        twins("CKV_AWS_63", "CKV_AWS_49", "s3:*", "*"),
                        twins("CKV_AWS_286", "CKV_AWS_110", "iam:GetRole", "iam:CreateAccessKey"),
                        twins("CKV_AWS_287", "CKV_AWS_107", "ecr:GetAuthorizationToken", "sts:Assume*"),
                        twins("CKV_AWS_288", "CKV_AWS_108", "s3:ListAllMyBuckets", "s3:Get*"),
                        twins("CKV_AWS_289", "CKV_AWS_109", "kms:ListKeys", "kms:PutKeyPolicy"),
                        twins("CKV_AWS_290", "CKV_AWS_111", "ec2:DescribeInstances", "ec2:RunInstances"),
                        twins("CKV_AWS_355", "CKV_AWS_356", "ec2:Describe*", "eks:DescribeCluster"),
                        twins("CKV2_AWS_40", "CKV2_AWS_40", "iam:Get*", "iam:*"))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Example> twins(String id, String sourceId, String harmless, String harmful) {
        return List.of(
                new Example(id, document(harmless), document(harmful)),
                new Example(sourceId, source(harmless), source(harmful)));
    }

    private static String document(String action) {
        return "'aws_iam_role_policy.p':{'policy':%s}"
                .formatted(policy(LIST, "{'Effect':'Allow','Action':'%s','Resource':'*'}".formatted(action)));
    }

    private static String source(String action) {
        return "'data.aws_iam_policy_document.d':{'statement':[{'actions':['%s'],'resources':['*']}]}"
                .formatted(action);
    }

    private static String sourceFor(String kind, String principal) {
        return "'data.aws_iam_policy_document.d':{'statement':[{'actions':['s3:GetObject'],'resources':['arn:aws:s3:::b'],"
                + "'principals':[{'type':'%s','identifiers':['%s']}]}]}".formatted(kind, principal);
    }

    private static List<Example> attachments() {
        String attachment = "'aws_iam_role_policy_attachment.a':{'policy_arn':'arn:aws:iam::aws:policy/%s'}";
        return List.of(
                new Example(
                        "CKV_AWS_274",
                        attachment.formatted("AmazonEKS_CNI_Policy"),
                        attachment.formatted("AdministratorAccess")),
                new Example(
                        "CKV_AWS_275",
                        "'data.aws_iam_policy.p':{'name':'AmazonEKS_CNI_Policy'}",
                        "'data.aws_iam_policy.p':{'name':'AdministratorAccess'}"),
                new Example("CKV_AWS_283", sourceFor("Service", "ec2.amazonaws.com"), sourceFor("AWS", "*")),
                new Example(
                        "CKV2_AWS_56",
                        attachment.formatted("IAMReadOnlyAccess"),
                        attachment.formatted("IAMFullAccess")));
    }

    private static List<Example> trusts() {
        String service = "'Principal':{'Service':'ec2.amazonaws.com'}";
        return List.of(
                new Example("CKV_AWS_60", trust(service), trust("'Principal':{'AWS':['*']}")),
                new Example(
                        "CKV_AWS_61",
                        trust("'Principal':{'AWS':'arn:aws:iam::123456789012:role/r'}"),
                        trust("'Principal':{'AWS':'arn:aws:iam::${data.aws_caller_identity.c.account_id}:root'}")),
                new Example(
                        "CKV_AWS_393",
                        trust(github("StringEquals", "repo:o@1/r@2:ref:refs/heads/master")),
                        trust(github("StringLike", "repo:o/r:*"))),
                new Example("CKV_AWS_358", githubSource("repo:o/r:environment:production"), githubSource("repo:o/*")));
    }

    private static String trust(String principal) {
        return "'aws_iam_role.r':{'assume_role_policy':%s}"
                .formatted(policy("{'Effect':'Allow','Action':'sts:AssumeRole',%s}".formatted(principal)));
    }

    private static String github(String operator, String subject) {
        return "'Principal':{'Federated':'${aws_iam_openid_connect_provider.github.arn}'},'Condition':{'%s':{%s,%s}}"
                .formatted(operator, GITHUB.formatted("sub", subject), GITHUB.formatted("aud", "sts.amazonaws.com"));
    }

    private static String githubSource(String subject) {
        String condition =
                "{'test':'StringEquals','variable':'token.actions.githubusercontent.com:%s','values':['%s']}";
        return ("'data.aws_iam_policy_document.d':{'statement':{'principals':{'type':'Federated',"
                        + "'identifiers':['arn:aws:iam::1:oidc-provider/token.actions.githubusercontent.com']},"
                        + "'condition':[%s,%s]}}")
                .formatted(condition.formatted("sub", subject), condition.formatted("aud", "sts.amazonaws.com"));
    }

    private static List<Example> onResources() {
        String root = "{'Effect':'Allow','Action':'%s','Resource':'*','Principal':{'AWS':'arn:aws:iam::1:root'}}";
        String all = "{'Effect':'Allow','Action':'%s','Resource':'*','Principal':'*'}";
        String lockOut = "{'Effect':'Deny','Action':'s3:*','Resource':'*','Principal':'*'}";
        String tls = "{'Effect':'Deny','Action':'s3:*','Resource':'*','Principal':'*',"
                + "'Condition':{'Bool':{'aws:SecureTransport':'false'}}}";
        String bucket = "'aws_s3_bucket.b':{},'aws_s3_bucket_policy.p':{'bucket':'${aws_s3_bucket.b.id}','policy':%s}";
        return List.of(
                new Example(
                        "CKV_AWS_33",
                        "'aws_kms_key.k':{'policy':%s}".formatted(policy(root.formatted("kms:*"))),
                        "'aws_kms_key.k':{'policy':%s}".formatted(policy(all.formatted("kms:Decrypt")))),
                new Example(
                        "CKV_AWS_32",
                        "'aws_ecr_repository_policy.p':{'policy':%s}".formatted(policy(root.formatted("ecr:*"))),
                        "'aws_ecr_repository_policy.p':{'policy':'${jsonencode(x)}'}"),
                new Example(
                        "CKV_AWS_70",
                        bucket.formatted(policy(root.formatted("s3:*"))),
                        bucket.formatted(policy(all.formatted("s3:GetObject")))),
                new Example("CKV_AWS_93", bucket.formatted(policy(tls)), bucket.formatted(policy(lockOut))),
                new Example(
                        "CKV_AWS_379",
                        bucket.formatted(policy(tls)),
                        bucket.formatted(policy(root.formatted("s3:*")))));
    }
}
