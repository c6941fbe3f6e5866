package dev.tryops.infra.stacks;

import dev.tryops.infra.generic.GithubConnection;
import dev.tryops.infra.github.WorkflowFacts;
import dev.tryops.infra.github.Workflows;
import dev.tryops.infra.settings.InfraSettings;
import software.constructs.Construct;

/**
 * What GitHub must know: the secrets of the workflows and the environments that they run in. The only stack that needs a
 * token of GitHub's, in {@code GITHUB_TOKEN} while it is planned or deployed: one that may write secrets, variables and
 * environments of this one repository.
 */
public final class GithubStack extends MlopsStack {

    public GithubStack(Construct scope, InfraSettings settings) {
        super(scope, StackName.GITHUB, settings);
        keepStateInBucket();
        new GithubConnection(this, settings.github().org());
        RemoteOutputs foundation = new RemoteOutputs(this, StackName.FOUNDATION);
        WorkflowFacts facts = new WorkflowFacts(
                foundation.string(FoundationOutput.GITHUB_ACTIONS_ROLE_ARN),
                foundation.string(FoundationOutput.ECR_API_REPOSITORY_URL),
                foundation.string(FoundationOutput.ECR_TRAINING_REPOSITORY_URL),
                foundation.string(FoundationOutput.AWS_REGION),
                foundation.string(FoundationOutput.MODELS_BUCKET_NAME));
        new Workflows(
                this,
                "workflows",
                settings,
                facts,
                foundation.string(FoundationOutput.GITHUB_PLAN_ROLE_ARN),
                foundation.string(FoundationOutput.GITHUB_DEPLOY_ROLE_ARN));
    }
}
