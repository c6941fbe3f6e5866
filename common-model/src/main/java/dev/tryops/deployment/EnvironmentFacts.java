package dev.tryops.deployment;

import static java.util.Objects.requireNonNull;

import dev.tryops.model.EnvironmentName;
import dev.tryops.registry.ArtifactJson;
import dev.tryops.registry.CorruptArtifact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code tryops} must know of an environment's settings: synth writes it beside its stacks, so that the command
 * needs nothing of what synth needs.
 *
 * @param project the value of the tag {@code Project} on everything that synth makes
 * @param account the twelve digits, where the settings name them
 * @param buckets versioned buckets in the order in which they are emptied; {@link #ACCOUNT} stands for the account
 * @param charts what Helm installs, in the order of installing
 * @param stacks in the order of deployment
 */
public record EnvironmentFacts(
        EnvironmentName environment,
        String project,
        String region,
        @Nullable String account,
        Repositories repositories,
        Cluster cluster,
        Capacity capacity,
        Singletons singletons,
        List<String> buckets,
        List<Chart> charts,
        List<String> stacks) {

    /** Stands for the account's twelve digits in a bucket's name. */
    public static final String ACCOUNT = "{account}";

    private static final long LARGEST = 256 << 10;

    /** Names of the two image repositories. */
    public record Repositories(String api, String training) {
        public Repositories {
            requireNonNull(api, "api");
            requireNonNull(training, "training");
        }
    }

    /**
     * The cluster as it is meant to be.
     *
     * @param endOfStandardSupport the day after which AWS charges extended support
     * @param publicCidrs who reaches the endpoint from outside of the VPC; nobody, if empty
     */
    public record Cluster(
            String name,
            String version,
            LocalDate endOfStandardSupport,
            @Nullable LocalDate endOfExtendedSupport,
            List<String> publicCidrs) {
        public Cluster {
            requireNonNull(name, "name");
            requireNonNull(version, "version");
            requireNonNull(endOfStandardSupport, "end_of_standard_support");
            publicCidrs = List.copyOf(requireNonNull(publicCidrs, "public_cidrs"));
        }

        public boolean isPrivate() {
            return publicCidrs.isEmpty();
        }
    }

    /**
     * What the environment takes of the account's quotas.
     *
     * @param elasticIps of NAT gateways
     * @param onDemandVcpus of all node groups at their largest size, those on spot excepted
     * @param spotVcpus the same of those on spot
     * @param elasticIpsOfAllEnvironments what all committed environments take together
     */
    public record Capacity(int elasticIps, int onDemandVcpus, int spotVcpus, int elasticIpsOfAllEnvironments) {}

    /**
     * What an account has once: whether the settings say that it exists already, or else the bootstrap stack makes it.
     */
    public record Singletons(boolean githubOidcProviderExists, boolean autoscalingRoleExists) {}

    /** A Helm release, and what it is for. */
    public record Chart(String name, String namespace, Purpose purpose) {
        public Chart {
            requireNonNull(name, "name");
            requireNonNull(namespace, "namespace");
            requireNonNull(purpose, "purpose");
        }
    }

    /** In the order in which they are removed. */
    public enum Purpose {
        WORKLOAD,
        POLICIES,
        ADMISSION,
        CLUSTER
    }

    public EnvironmentFacts {
        requireNonNull(environment, "environment");
        requireNonNull(project, "project");
        requireNonNull(region, "region");
        requireNonNull(repositories, "repositories");
        requireNonNull(cluster, "cluster");
        requireNonNull(capacity, "capacity");
        requireNonNull(singletons, "singletons");
        buckets = List.copyOf(requireNonNull(buckets, "buckets"));
        charts = List.copyOf(requireNonNull(charts, "charts"));
        stacks = List.copyOf(requireNonNull(stacks, "stacks"));
        if (account != null && !account.matches("\\d{12}")) {
            throw new IllegalArgumentException("Not an AWS account: '" + account + "'. It has twelve digits");
        }
    }

    /** The buckets' names in {@code account}. */
    public List<String> bucketsIn(String account) {
        return buckets.stream().map(name -> name.replace(ACCOUNT, account)).toList();
    }

    /** What synth wrote, or nothing if it has not run. */
    public static Optional<EnvironmentFacts> read(Path file, EnvironmentName environment)
            throws IOException, CorruptArtifact {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        EnvironmentFacts facts = SmallFile.read(file, LARGEST, EnvironmentFacts.class);
        if (!facts.environment().equals(environment)) {
            throw new CorruptArtifact(
                    file.toString(),
                    "is of the environment '%s', not '%s'".formatted(facts.environment(), environment));
        }
        return Optional.of(facts);
    }

    /** The same text for the same settings. */
    public String text() {
        return new String(ArtifactJson.encode(this), StandardCharsets.UTF_8) + "\n";
    }
}
