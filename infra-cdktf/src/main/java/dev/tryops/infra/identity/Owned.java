package dev.tryops.infra.identity;

import dev.tryops.infra.settings.GithubSettings;
import dev.tryops.infra.settings.InfraSettings;
import dev.tryops.infra.settings.Names;
import java.util.List;

/** The ARNs of everything that belongs to an environment, by its prefix. */
record Owned(Arns arns, InfraSettings settings) {

    private Names names() {
        return settings.names();
    }

    List<String> roles() {
        return List.of(arns.role(names().of("*")));
    }

    List<String> githubRoles() {
        return List.of(arns.role(names().of("github-actions-*")));
    }

    String boundary() {
        return arns.policy(names().deployBoundary());
    }

    /** Providers of tokens for clusters, which are known by numbers only. */
    List<String> clusterProviders() {
        return List.of(arns.oidcProvider("oidc.eks." + arns.region() + ".amazonaws.com/id/*"));
    }

    String githubProvider() {
        return arns.oidcProvider(GithubSettings.ISSUER);
    }

    List<String> cluster() {
        String cluster = names().cluster();
        return List.of(
                arns.of("eks", "cluster/" + cluster),
                arns.of("eks", "nodegroup/" + cluster + "/*"),
                arns.of("eks", "addon/" + cluster + "/*"),
                arns.of("eks", "access-entry/" + cluster + "/*"));
    }

    List<String> repositories() {
        return List.of(arns.repository(names().of("*")));
    }

    List<String> logGroups() {
        return List.of(
                arns.logGroup("/aws/vpc/" + names().prefix() + "*"),
                arns.logGroup("/aws/eks/" + names().cluster() + "/*"));
    }

    List<String> buckets() {
        return List.of(Arns.bucket(names().of("*")));
    }

    List<String> bucketsWithObjects() {
        return List.of(Arns.bucket(names().of("*")), Arns.objects(names().of("*"), ""));
    }

    List<String> network() {
        return List.of(arns.of("ec2", "*"));
    }

    /** The states of this environment. */
    String states() {
        return Arns.objects(Names.stateBucket(arns.account()), "mlops/" + settings.environment() + "/");
    }

    String locks() {
        return states() + ".tflock";
    }

    String stateBucket() {
        return Arns.bucket(Names.stateBucket(arns.account()));
    }

    Condition isOwnKey() {
        return new Condition("ForAnyValue:StringLike", "kms:ResourceAliases", List.of(names().keyAlias("*")));
    }

    Condition isStateKey() {
        return new Condition("ForAnyValue:StringEquals", "kms:ResourceAliases", List.of(Names.STATE_KEY_ALIAS));
    }
}
