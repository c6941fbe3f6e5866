package dev.tryops.infra.generic;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.constructs.Construct;

/** Lets a role of IAM into a cluster. What it may do there, policies of EKS say, which no account can write itself. */
public final class AccessEntry extends Construct {

    private final GenericResource entry;

    public AccessEntry(Construct scope, String id, String cluster, String roleArn) {
        super(scope, id);
        entry = new GenericResource(
                this,
                "entry",
                "aws_eks_access_entry",
                Map.of("cluster_name", cluster, "principal_arn", roleArn, "type", "STANDARD"));
    }

    public AccessEntry everywhere(Policy policy) {
        return associate(policy, Map.of("type", "cluster"));
    }

    public AccessEntry in(String namespace, Policy policy) {
        return associate(policy, Map.of("type", "namespace", "namespaces", List.of(namespace)));
    }

    private AccessEntry associate(Policy policy, Map<String, ?> scope) {
        new GenericResource(
                this,
                policy.name().toLowerCase(Locale.ROOT),
                "aws_eks_access_policy_association",
                Map.of(
                        "cluster_name", entry.attribute("cluster_name"),
                        "principal_arn", entry.attribute("principal_arn"),
                        "policy_arn", policy.arn(),
                        "access_scope", List.of(scope)));
        return this;
    }

    /** The policies in use. */
    public enum Policy {
        ADMIN("AmazonEKSClusterAdminPolicy"),
        VIEW("AmazonEKSViewPolicy");

        private final String policy;

        Policy(String policy) {
            this.policy = policy;
        }

        private String arn() {
            return "arn:aws:eks::aws:cluster-access-policy/" + policy;
        }
    }
}
