package dev.tryops.infra.stacks;

import com.hashicorp.cdktf.providers.aws.iam_service_linked_role.IamServiceLinkedRole;
import dev.tryops.infra.buckets.StateBucket;
import dev.tryops.infra.identity.GithubProvider;
import dev.tryops.infra.keys.StateKey;
import dev.tryops.infra.settings.GithubSettings;
import dev.tryops.infra.settings.InfraSettings;
import dev.tryops.infra.settings.Names;
import dev.tryops.infra.settings.Singletons;
import dev.tryops.infra.settings.Singletons.Presence;
import software.constructs.Construct;

/** What an account has once: the bucket of all states with its key, GitHub's provider, the role that scales groups. */
public final class BootstrapStack extends MlopsStack {

    /** @param stateInFile whether the state is in a file, because its bucket is not there yet */
    public BootstrapStack(Construct scope, InfraSettings settings, boolean stateInFile) {
        super(scope, StackName.BOOTSTRAP, settings);
        if (stateInFile) {
            keepStateInFile();
        } else {
            keepStateInBucket();
        }
        Singletons singletons = settings.singletons();
        if (singletons.stateBucket() == Presence.CREATE) {
            StateKey key = new StateKey(this, "state-key", names(), arns());
            new StateBucket(this, "state-bucket", settings.buckets(), arns(), key.arn());
        }
        if (singletons.githubProvider() == Presence.CREATE) {
            new GithubProvider(this, "github");
        }
        if (singletons.autoScalingRole() == Presence.CREATE) {
            IamServiceLinkedRole.Builder.create(this, "auto-scaling")
                    .awsServiceName("autoscaling.amazonaws.com")
                    .description("Starts and ends nodes, and encrypts their volumes")
                    .build();
        }
        output(BootstrapOutput.STATE_BUCKET_NAME, "Where all states are", Names.stateBucket(arns().account()));
        output(BootstrapOutput.STATE_KEY_ALIAS, "What they are encrypted with", Names.STATE_KEY_ALIAS);
        output(
                BootstrapOutput.GITHUB_OIDC_PROVIDER_ARN,
                "Who vouches for jobs on GitHub",
                arns().oidcProvider(GithubSettings.ISSUER));
    }
}
