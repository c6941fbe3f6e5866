package dev.tryops.cli.aws;

import dev.tryops.deployment.EnvironmentFacts;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Tag;

/** Whether what an account has once is there exactly if the settings say so. */
final class SingletonChecks {

    private static final String GITHUB = "token.actions.githubusercontent.com";
    private static final String AUTOSCALING_ROLE = "AWSServiceRoleForAutoScaling";

    private final IamClient iam;
    private final Caller.Identity caller;
    private final EnvironmentFacts facts;

    SingletonChecks(IamClient iam, Caller.Identity caller, EnvironmentFacts facts) {
        this.iam = iam;
        this.caller = caller;
        this.facts = facts;
    }

    Stream<Finding> findings() {
        EnvironmentFacts.Singletons settings = facts.singletons();
        return Stream.of(
                Finding.of(
                        "github-oidc-provider",
                        () -> judged(
                                "github-oidc-provider",
                                "The OIDC provider of GitHub",
                                settings.githubOidcProviderExists(),
                                found(this::githubProvider))),
                Finding.of(
                        "autoscaling-role",
                        () -> judged(
                                "autoscaling-role",
                                "The service-linked role of Auto Scaling",
                                settings.autoscalingRoleExists(),
                                found(this::autoscalingRole))));
    }

    private List<Tag> githubProvider() {
        return iam.getOpenIDConnectProvider(request -> request.openIDConnectProviderArn(
                        "arn:%s:iam::%s:oidc-provider/%s".formatted(caller.partition(), caller.account(), GITHUB)))
                .tags();
    }

    private List<Tag> autoscalingRole() {
        return iam.getRole(request -> request.roleName(AUTOSCALING_ROLE)).role().tags();
    }

    private static Optional<List<Tag>> found(Supplier<List<Tag>> look) {
        try {
            return Optional.of(look.get());
        } catch (NoSuchEntityException e) {
            return Optional.empty();
        }
    }

    private Finding judged(String check, String what, boolean shouldExist, Optional<List<Tag>> there) {
        if (there.isEmpty()) {
            return shouldExist
                    ? Finding.fail(check, what + " does not exist, but the settings say so. Let bootstrap make it")
                    : Finding.ok(check, what + " does not exist; bootstrap makes it");
        }
        boolean ours = there.get().stream()
                .anyMatch(tag -> tag.key().equals("Project") && tag.value().equals(facts.project()));
        if (shouldExist) {
            return Finding.ok(check, what + " exists, as the settings say");
        }
        return ours
                ? Finding.ok(check, what + " exists, and bootstrap made it")
                : Finding.fail(
                        check,
                        what + " exists, and not from here: bootstrap would fail. Say in the settings that it exists");
    }
}
