package dev.tryops.infra;

import dev.tryops.infra.settings.InfraSettings;
import dev.tryops.infra.stacks.BootstrapStack;
import dev.tryops.infra.stacks.ClusterStack;
import dev.tryops.infra.stacks.FoundationStack;
import dev.tryops.infra.stacks.GithubStack;
import dev.tryops.infra.stacks.PlatformStack;
import software.constructs.Construct;

/** The five stacks of an environment, in the order in which they are deployed. */
record Stacks(
        BootstrapStack bootstrap,
        FoundationStack foundation,
        GithubStack github,
        ClusterStack cluster,
        PlatformStack platform) {

    /** @param stateInFile whether the bootstrap stack keeps its state in a file, because there is no bucket yet */
    static Stacks of(Construct app, InfraSettings settings, boolean stateInFile) {
        BootstrapStack bootstrap = new BootstrapStack(app, settings, stateInFile);
        FoundationStack foundation = new FoundationStack(app, settings);
        GithubStack github = new GithubStack(app, settings);
        ClusterStack cluster = new ClusterStack(app, settings);
        PlatformStack platform = new PlatformStack(app, settings);
        foundation.addDependency(bootstrap);
        github.addDependency(foundation);
        // The first images come from the repository, so the cluster waits for what lets it build them.
        cluster.addDependency(github);
        platform.addDependency(cluster);
        return new Stacks(bootstrap, foundation, github, cluster, platform);
    }
}
