package dev.tryops.infra.identity;

import dev.tryops.infra.settings.GithubSettings;

/** The policies by which jobs on GitHub may take roles: each role exactly one kind of job. */
final class GithubTrust {

    private GithubTrust() {}

    static PolicyDocument of(Arns arns, String subject) {
        return PolicyDocument.of(Statement.allow("Trust", "sts:AssumeRoleWithWebIdentity")
                .by(new Principal.Federated(arns.oidcProvider(GithubSettings.ISSUER)))
                .when(Condition.stringEquals(GithubSettings.ISSUER + ":aud", GithubSettings.AUDIENCE))
                .when(Condition.stringEquals(GithubSettings.ISSUER + ":sub", subject)));
    }
}
