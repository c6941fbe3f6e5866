package dev.tryops.infra.settings;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The repository that builds and deploys.
 *
 * @param org the owner's name, a person's or an organization's
 * @param orgId its number, if subjects have numbers; {@code gh api users/ORG --jq .id} tells
 * @param repo the repository's name
 * @param repoId its number, if subjects have numbers; {@code gh api repos/ORG/REPO --jq .id} tells
 * @param subjectFormat how GitHub writes the subjects of this repository's tokens
 * @param branch the one from which images are pushed
 * @param environment the protected environment that deploys
 * @param reviewers login names of those who must approve a deployment; at least one
 */
public record GithubSettings(
        String org,
        @Nullable Long orgId,
        String repo,
        @Nullable Long repoId,
        SubjectFormat subjectFormat,
        String branch,
        String environment,
        List<String> reviewers) {

    /** The environment of pull requests, which only look. */
    public static final String PLAN_ENVIRONMENT = "plan";

    /** Where tokens come from, and the only audience that is accepted. */
    public static final String ISSUER = "token.actions.githubusercontent.com";

    public static final String AUDIENCE = "sts.amazonaws.com";

    private static final Pattern OWNER = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})");
    private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final Pattern BRANCH = Pattern.compile("[A-Za-z0-9._/-]{1,100}");

    public GithubSettings {
        reviewers = List.copyOf(reviewers);
        BadSetting.unless(OWNER.matcher(org).matches(), "github.org", "is '" + org + "', not an owner's name");
        BadSetting.unless(REPOSITORY.matcher(repo).matches(), "github.repo", "is '" + repo + "', not a name");
        BadSetting.unless(BRANCH.matcher(branch).matches(), "github.branch", "is '" + branch + "', not a branch");
        BadSetting.unless(
                environment.matches("[a-z][a-z0-9-]*") && !environment.equals(PLAN_ENVIRONMENT),
                "github.environment",
                "is '" + environment + "', not the name of an environment that deploys");
        BadSetting.unless(!reviewers.isEmpty(), "github.reviewers", "is empty, so that nobody could approve");
        reviewers.forEach(login ->
                BadSetting.unless(OWNER.matcher(login).matches(), "github.reviewers", "has '" + login + "', no login"));
        if (subjectFormat == SubjectFormat.NAMES_AND_IDS) {
            BadSetting.unless(orgId != null && orgId > 0, "github.orgId", "is missing, but subjects have it");
            BadSetting.unless(repoId != null && repoId > 0, "github.repoId", "is missing, but subjects have it");
        }
    }

    /** The subject of tokens for pushes to the branch. */
    public String branchSubject() {
        return subject("ref:refs/heads/" + branch);
    }

    /** The subject of tokens for jobs in {@code environment}. */
    public String environmentSubject(String environment) {
        return subject("environment:" + environment);
    }

    /** What signs in the name of the workflow {@code file}: the identity in its certificate. */
    public String workflowIdentity(String file) {
        return "https://github.com/%s/%s/.github/workflows/%s@refs/heads/%s".formatted(org, repo, file, branch);
    }

    private String subject(String context) {
        return switch (subjectFormat) {
            case NAMES -> "repo:%s/%s:%s".formatted(org, repo, context);
            case NAMES_AND_IDS -> "repo:%s@%d/%s@%d:%s".formatted(org, orgId, repo, repoId, context);
        };
    }

    /** How subjects name the repository. */
    public enum SubjectFormat {
        /** {@code repo:ORG/REPO}: of repositories made before July 15, 2026 that have kept their name since. */
        NAMES,
        /** {@code repo:ORG@1/REPO@2}: of newer and renamed ones, so that a name that is given up cannot be taken over. */
        NAMES_AND_IDS
    }
}
