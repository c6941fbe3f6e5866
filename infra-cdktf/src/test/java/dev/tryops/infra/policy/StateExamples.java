package dev.tryops.infra.policy;

import java.util.stream.Stream;

/** Providers, modules and the repository as they should and should not be. */
final class StateExamples {

    private StateExamples() {}

    static Stream<Example> all() {
        return Stream.of(
                new Example(
                        "CKV_AWS_28",
                        "'aws_dynamodb_table.t':{'point_in_time_recovery':{'enabled':true}}",
                        "'aws_dynamodb_table.t':{}"),
                new Example(
                        "CKV_AWS_119",
                        "'aws_dynamodb_table.t':{'server_side_encryption':{'enabled':true,'kms_key_arn':'k'}}",
                        "'aws_dynamodb_table.t':{'server_side_encryption':{'enabled':true}}"),
                new Example(
                        "CKV_AWS_41",
                        "'provider.aws':[{'region':'us-east-1'}]",
                        "'provider.aws':[{'region':'us-east-1'},{'access_key':'a'}]"),
                new Example(
                        "CKV_TF_1",
                        "'module.m':{'source':'git::https://example.com/m.git?ref=0123456789012345678901234567890123456789'}",
                        "'module.m':{'source':'git::https://example.com/m.git?ref=v1.2.3'}"),
                new Example(
                        "CKV_TF_2",
                        "'module.m':{'source':'hashicorp/vpc/aws','version':'1.2.3'},'module.n':{'source':'./n'}",
                        "'module.m':{'source':'git::https://example.com/m.git?ref=main'}"),
                new Example(
                        "CKV_GIT_1",
                        "'github_repository.r':{'visibility':'private'}",
                        "'github_repository.r':{'visibility':'public'}"),
                new Example(
                        "CKV_GIT_2",
                        "'github_repository_webhook.w':{'configuration':{'insecure_ssl':false}}",
                        "'github_repository_webhook.w':{'configuration':{'insecure_ssl':true}}"),
                new Example(
                        "CKV_GIT_3", "'github_repository.r':{'vulnerability_alerts':true}", "'github_repository.r':{}"),
                new Example(
                        "CKV_GIT_4",
                        "'github_actions_secret.s':{'encrypted_value':'x'}",
                        "'github_actions_secret.s':{'plaintext_value':'${aws_iam_role.r.arn}'}"),
                new Example(
                        "CKV_GIT_5",
                        "'github_branch_protection.b':{'required_pull_request_reviews':[{'required_approving_review_count':2}]}",
                        "'github_branch_protection.b':{'required_pull_request_reviews':[{'required_approving_review_count':1}]}"),
                new Example(
                        "CKV_GIT_6",
                        "'github_branch_protection.b':{'require_signed_commits':true}",
                        "'github_branch_protection.b':{}"),
                new Example(
                        "CKV2_GIT_1",
                        "'github_repository.r':{},'github_branch_protection.b':{'repository_id':'${github_repository.r.node_id}'}",
                        "'github_repository.r':{}"));
    }
}
