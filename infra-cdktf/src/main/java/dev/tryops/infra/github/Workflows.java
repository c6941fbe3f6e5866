package dev.tryops.infra.github;

import dev.tryops.infra.generic.GithubResources;
import dev.tryops.infra.generic.GithubResources.Environment;
import dev.tryops.infra.settings.GithubSettings;
import dev.tryops.infra.settings.InfraSettings;
import dev.tryops.infra.settings.Singletons.Presence;
import java.util.List;
import java.util.Locale;
import software.constructs.Construct;

/**
 * Where workflows run and what they are told. One environment of an account tells every job of the repository; the others
 * tell only the jobs that deploy to them.
 */
public final class Workflows extends Construct {

    public Workflows(
            Construct scope,
            String id,
            InfraSettings settings,
            WorkflowFacts facts,
            String planRoleArn,
            String deployRoleArn) {
        super(scope, id);
        GithubSettings github = settings.github();
        GithubResources repository = new GithubResources(this, github.repo());
        List<String> reviewers =
                github.reviewers().stream().map(repository::userId).toList();
        Environment deploy = repository.protectedEnvironment(github.environment(), github.branch(), reviewers);
        deploy.variable("AWS_DEPLOY_ROLE_ARN", deployRoleArn);
        boolean first = settings.singletons().repositorySecrets() == Presence.CREATE;
        Environment plan = first
                ? repository.environment(GithubSettings.PLAN_ENVIRONMENT)
                : repository.existingEnvironment(GithubSettings.PLAN_ENVIRONMENT);
        plan.variable(
                "AWS_PLAN_ROLE_ARN_"
                        + settings.environment()
                                .value()
                                .toUpperCase(Locale.ROOT)
                                .replace('-', '_'),
                planRoleArn);
        facts.byName().forEach(first ? repository::secret : deploy::secret);
    }
}
