package dev.tryops.infra.policy;

import static dev.tryops.infra.policy.Rule.among;
import static dev.tryops.infra.policy.Rule.each;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What would leave secrets in files or in the state, or bring in what nobody pinned; and the repository on GitHub. */
final class StateRules {

    private static final Set<String> SECRETS =
            Set.of("github_actions_secret", "github_actions_environment_secret", "github_actions_organization_secret");
    private static final Set<String> PROTECTIONS = Set.of("github_branch_protection", "github_branch_protection_v3");
    private static final String REPOSITORY = "github_repository";
    private static final String MODULE = "module";
    private static final String TABLE = "aws_dynamodb_table";
    private static final Pattern COMMIT = Pattern.compile(".*[?&]ref=[0-9a-f]{40}(&.*)?");
    private static final Pattern TAG = Pattern.compile(".*[?&]ref=v?\\d+(\\.\\d+)+.*");

    private StateRules() {}

    static List<Rule> all() {
        return List.of(
                each(
                        "CKV_AWS_41",
                        "The provider of AWS has no keys",
                        "provider.aws",
                        provider -> !provider.has("access_key") && !provider.has("secret_key")),
                each(
                        "CKV_AWS_28",
                        "A table, as for locks, can be taken back to any moment",
                        TABLE,
                        table -> table.isTrue("point_in_time_recovery.enabled")),
                each(
                        "CKV_AWS_119",
                        "A table is encrypted with a key of ours",
                        TABLE,
                        table -> table.isTrue("server_side_encryption.enabled")
                                && table.has("server_side_encryption.kms_key_arn")),
                each(
                        "CKV_TF_1",
                        "A module is pinned to a commit",
                        MODULE,
                        module -> isLocal(module) || matches(COMMIT, module)),
                each(
                        "CKV_TF_2",
                        "A module is pinned to a version",
                        MODULE,
                        module -> isLocal(module)
                                || matches(COMMIT, module)
                                || matches(TAG, module)
                                || module.has("version")),
                each(
                        "CKV_GIT_1",
                        "The repository is private",
                        REPOSITORY,
                        one -> one.is("visibility", "private") || one.isTrue("private")),
                each(
                        "CKV_GIT_2",
                        "A webhook checks whom it talks to",
                        Set.of("github_repository_webhook", "github_organization_webhook"),
                        hook -> !hook.isTrue("configuration.insecure_ssl")
                                && !hook.is("configuration.insecure_ssl", "1")),
                each(
                        "CKV_GIT_3",
                        "Weak dependencies of the repository are told",
                        REPOSITORY,
                        one -> one.isTrue("vulnerability_alerts")),
                each(
                        "CKV_GIT_4",
                        "No secret is in the state as it is",
                        SECRETS,
                        // The newer name of the same attribute is one that Checkov does not know.
                        secret -> !secret.has("plaintext_value") && !secret.has("value")),
                each(
                        "CKV_GIT_5",
                        "Two people approve a change",
                        PROTECTIONS,
                        one -> one.texts("required_pull_request_reviews.required_approving_review_count").stream()
                                .anyMatch(count -> count.matches("[2-9]|\\d\\d+"))),
                each("CKV_GIT_6", "Commits are signed", PROTECTIONS, one -> one.isTrue("require_signed_commits")),
                among(
                        "CKV2_GIT_1",
                        "The repository's branches are protected",
                        REPOSITORY,
                        (template, repository) -> template.isReferred(
                                repository, "github_branch_protection", "github_branch_protection_v3")));
    }

    private static boolean isLocal(Resource module) {
        String source = Resource.text(module.get("source"));
        return source.startsWith("./") || source.startsWith("../");
    }

    private static boolean matches(Pattern pattern, Resource module) {
        return pattern.matcher(Resource.text(module.get("source"))).matches();
    }
}
