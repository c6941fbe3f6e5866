package dev.tryops.infra.cluster;

import dev.tryops.infra.generic.AccessEntry;
import dev.tryops.infra.generic.AccessEntry.Policy;
import dev.tryops.infra.identity.Arns;
import dev.tryops.infra.settings.ClusterSettings;
import dev.tryops.infra.settings.Names;
import software.constructs.Construct;

/** Who may use the cluster's API. Nodes get their own entries from EKS, and pods come with tokens of the cluster. */
public final class Access extends Construct {

    /** @param operatorRoleArn who looks after models, and so looks at the pods that serve them */
    public Access(
            Construct scope,
            String id,
            Cluster cluster,
            ClusterSettings settings,
            Arns arns,
            String deployRoleArn,
            String operatorRoleArn) {
        super(scope, id);
        // Charts bring definitions, roles of the cluster and webhooks, which is everything there is.
        new AccessEntry(this, "deploy", cluster.name(), deployRoleArn).everywhere(Policy.ADMIN);
        for (String role : settings.adminRoles()) {
            new AccessEntry(this, "admin-" + role, cluster.name(), arns.role(role)).everywhere(Policy.ADMIN);
        }
        new AccessEntry(this, "operator", cluster.name(), operatorRoleArn).in(Names.NAMESPACE, Policy.VIEW);
        for (String role : settings.viewerRoles()) {
            new AccessEntry(this, "viewer-" + role, cluster.name(), arns.role(role)).in(Names.NAMESPACE, Policy.VIEW);
        }
    }
}
