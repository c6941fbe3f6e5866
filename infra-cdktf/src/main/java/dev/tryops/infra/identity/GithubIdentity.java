package dev.tryops.infra.identity;

import com.hashicorp.cdktf.providers.aws.iam_policy.IamPolicy;
import dev.tryops.infra.settings.GithubSettings;
import dev.tryops.infra.settings.InfraSettings;
import dev.tryops.infra.settings.Names;
import dev.tryops.infra.settings.RoleName;
import java.util.List;
import software.constructs.Construct;

/** The three roles of jobs on GitHub: one pushes images, one looks at what a change would do, one deploys. */
public final class GithubIdentity extends Construct {

    private final Role push;
    private final Role plan;
    private final Role deploy;
    private final IamPolicy boundary;

    /** @param repositoryArns the repositories to which images are pushed */
    public GithubIdentity(Construct scope, String id, InfraSettings settings, Arns arns, List<String> repositoryArns) {
        super(scope, id);
        Names names = settings.names();
        GithubSettings github = settings.github();
        push = role(
                        "push",
                        RoleName.GITHUB_PUSH,
                        "Pushes images from the main branch",
                        github.branchSubject(),
                        settings,
                        arns)
                .may("push", PushPermissions.statements(repositoryArns));
        plan = role(
                        "plan",
                        RoleName.GITHUB_PLAN,
                        "Looks at what a pull request would change",
                        github.environmentSubject(GithubSettings.PLAN_ENVIRONMENT),
                        settings,
                        arns)
                .may("look", new LookPermissions(arns, settings).statements());
        boundary = IamPolicy.Builder.create(this, "boundary")
                .name(names.deployBoundary())
                .description("The most that deployments, and the roles that they make, may ever do")
                .policy(new PolicyDocument(new DeployBoundary(arns, settings).statements()).json())
                .build();
        deploy = role(
                        "deploy",
                        RoleName.GITHUB_DEPLOY,
                        "Deploys what was approved",
                        github.environmentSubject(github.environment()),
                        settings,
                        arns)
                .within(boundary.getArn())
                .may("look", new LookPermissions(arns, settings).statements())
                .may("deploy", new DeployPermissions(arns, settings).statements());
    }

    private Role role(String id, RoleName name, String description, String subject, InfraSettings settings, Arns arns) {
        return new Role(this, id, settings.names().role(name), description, GithubTrust.of(arns, subject));
    }

    public Role push() {
        return push;
    }

    public Role plan() {
        return plan;
    }

    public Role deploy() {
        return deploy;
    }

    public String boundaryArn() {
        return boundary.getArn();
    }
}
