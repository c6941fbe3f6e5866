package dev.tryops.cli.aws;

import dev.tryops.deployment.EnvironmentFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.s3.S3Client;

/** What AWS tells of an environment that is to go, and what can be done about it by AWS's API alone. */
public final class Teardown implements AutoCloseable {

    private final EnvironmentFacts facts;
    private final String account;
    private final S3Client s3;
    private final EksClient eks;
    private final SignedCalls signed;

    private Teardown(EnvironmentFacts facts, String account, AwsClients clients) {
        this.facts = facts;
        this.account = account;
        this.s3 = clients.s3();
        this.eks = clients.eks();
        this.signed = clients.signedCalls();
    }

    /**
     * A bucket and what it holds.
     *
     * @param contents empty if there is no such bucket any more
     */
    public record Bucket(String name, Optional<BucketContents> contents) {}

    /**
     * Opens the account of the credentials.
     *
     * @param environment names other servers than AWS's own
     * @throws AwsProblem if nobody knows the credentials, or they are of another account than the settings name
     */
    public static Teardown open(EnvironmentFacts facts, Map<String, String> environment) {
        AwsClients clients = new AwsClients(facts.region(), environment);
        String account = Caller.identity(clients).account();
        if (facts.account() != null && !facts.account().equals(account)) {
            throw new AwsProblem(
                    "The credentials are of the account %s, but the settings of %s name %s. Change credentials"
                            .formatted(account, facts.environment(), facts.account()));
        }
        return new Teardown(facts, account, clients);
    }

    public String account() {
        return account;
    }

    /** All that are to be emptied, in this order. */
    public List<Bucket> buckets() {
        return facts.bucketsIn(account).stream()
                .map(name -> new Bucket(name, bucket(name).count()))
                .toList();
    }

    /** ARNs of what the cluster made for its services. */
    public List<String> loadBalancers() {
        return LoadBalancers.of(facts.cluster().name(), signed);
    }

    public boolean clusterExists() {
        try {
            return EndpointCheck.cluster(eks, facts.cluster().name()).isPresent();
        } catch (SdkException e) {
            throw new AwsProblem("EKS does not say whether there is a cluster: " + AwsFault.sentence(e), e);
        }
    }

    /** Deletes all versions in one of the buckets. */
    public Emptied empty(Bucket bucket, LongConsumer progress) {
        return new Emptying(bucket(bucket.name()), progress).run();
    }

    private VersionedBucket bucket(String name) {
        return new VersionedBucket(s3, name, account);
    }

    @Override
    public void close() {
        s3.close();
        eks.close();
        signed.close();
    }
}
