package dev.tryops.cli.aws;

import dev.tryops.deployment.DeploymentFiles;
import dev.tryops.deployment.EnvironmentFacts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.iam.IamClient;

/** Looks, before anything is deployed, at what would stop it halfway. Changes nothing. */
public final class Preflight {

    private final EnvironmentFacts facts;
    private final DeploymentFiles files;
    private final AwsClients clients;

    private Preflight(EnvironmentFacts facts, DeploymentFiles files, AwsClients clients) {
        this.facts = facts;
        this.files = files;
        this.clients = clients;
    }

    /**
     * Everything that was found, in the order in which it matters.
     *
     * @param environment names other servers than AWS's own
     */
    public static List<Finding> run(
            EnvironmentFacts facts, DeploymentFiles files, LocalDate today, Map<String, String> environment) {
        return new Preflight(facts, files, new AwsClients(facts.region(), environment)).run(today);
    }

    private List<Finding> run(LocalDate today) {
        List<Finding> findings = new ArrayList<>();
        try {
            Caller.Identity caller = Caller.identity(clients);
            findings.add(account(caller));
            askAws(caller, findings);
        } catch (AwsProblem e) {
            findings.add(Finding.fail("account", e.getMessage() + ". Nothing else was asked of AWS"));
        }
        findings.add(FileChecks.support(facts.cluster(), today));
        findings.add(FileChecks.price(files, facts.environment()));
        return findings;
    }

    private Finding account(Caller.Identity caller) {
        String says = "The credentials are of the account " + caller.account();
        if (facts.account() == null) {
            return Finding.warn(
                    "account", says + ", and the settings name none: see that it is the right one, and name it there");
        }
        return facts.account().equals(caller.account())
                ? Finding.ok("account", says + ", as the settings say")
                : Finding.fail(
                        "account", says + ", but the settings name %s. Change credentials".formatted(facts.account()));
    }

    private void askAws(Caller.Identity caller, List<Finding> findings) {
        try (SignedCalls signed = clients.signedCalls();
                IamClient iam = clients.iam();
                EksClient eks = clients.eks();
                EcrClient ecr = clients.ecr()) {
            new QuotaChecks(signed, facts).findings().forEach(findings::add);
            new SingletonChecks(iam, caller, facts).findings().forEach(findings::add);
            EndpointCheck endpoint = new EndpointCheck(eks, facts.cluster());
            findings.add(Finding.of("endpoint", endpoint::finding));
            ReleaseCheck release = new ReleaseCheck(ecr, facts);
            findings.add(Finding.of("release", () -> release.finding(files.release(facts.environment()))));
        }
    }
}
