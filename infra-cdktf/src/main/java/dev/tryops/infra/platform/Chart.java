package dev.tryops.infra.platform;

import dev.tryops.infra.settings.Names;
import dev.tryops.infra.settings.ServiceAccount;

/**
 * What is installed, in this order, and removed in the opposite one. So policies go while the webhooks that judge their
 * removal still have a server, that server goes with its webhooks while there are nodes to run it, and what it judged went
 * before. Training comes before the service, which waits for a first model.
 */
public enum Chart {
    KYVERNO("kyverno", ServiceAccount.KYVERNO_NAMESPACE, true),
    POLICIES("policies", ServiceAccount.KYVERNO_NAMESPACE, false),
    MONITORING("monitoring", "monitoring", true),
    /** Makes the namespace of the two below. */
    CLUSTER("cluster", ServiceAccount.SYSTEM, false),
    TRAINING(Names.TRAINING, Names.NAMESPACE, false),
    API(Names.API, Names.NAMESPACE, false);

    private final String release;
    private final String namespace;
    private final boolean makesNamespace;

    Chart(String release, String namespace, boolean makesNamespace) {
        this.release = release;
        this.namespace = namespace;
        this.makesNamespace = makesNamespace;
    }

    /** The name under which Helm knows it. */
    public String release() {
        return release;
    }

    public String namespace() {
        return namespace;
    }

    /** Whether Helm makes the namespace; where it does not, an earlier chart has. */
    boolean makesNamespace() {
        return makesNamespace;
    }
}
