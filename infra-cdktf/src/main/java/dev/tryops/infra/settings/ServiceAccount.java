package dev.tryops.infra.settings;

/**
 * Who in the cluster may take which role. The trust of a role and the chart that makes the account use the same constant;
 * the namespaces and names of what others wrote are those of their charts.
 */
public enum ServiceAccount {
    VPC_CNI(ServiceAccount.SYSTEM, "aws-node", RoleName.VPC_CNI),
    EBS_CSI(ServiceAccount.SYSTEM, "ebs-csi-controller-sa", RoleName.EBS_CSI),
    AUTOSCALER(ServiceAccount.SYSTEM, "cluster-autoscaler", RoleName.AUTOSCALER),
    FLUENT_BIT(ServiceAccount.SYSTEM, "fluent-bit", RoleName.FLUENT_BIT),
    KYVERNO(ServiceAccount.KYVERNO_NAMESPACE, "kyverno-admission-controller", RoleName.KYVERNO),
    API(Names.NAMESPACE, "api-service-account", RoleName.API),
    TRAINING(Names.NAMESPACE, "training-service-account", RoleName.TRAINING),
    PRUNE(Names.NAMESPACE, "prune-service-account", RoleName.PRUNE),
    LABEL_JOIN(Names.NAMESPACE, "label-join-service-account", RoleName.LABEL_JOIN);

    /** Where Kubernetes and what keeps it running live. */
    public static final String SYSTEM = "kube-system";

    public static final String KYVERNO_NAMESPACE = "kyverno";

    private final String namespace;
    private final String account;
    private final RoleName role;

    ServiceAccount(String namespace, String account, RoleName role) {
        this.namespace = namespace;
        this.account = account;
        this.role = role;
    }

    public String namespace() {
        return namespace;
    }

    public String account() {
        return account;
    }

    public RoleName role() {
        return role;
    }

    /** Who a token of this account speaks for. */
    public String subject() {
        return "system:serviceaccount:" + namespace + ":" + account;
    }
}
