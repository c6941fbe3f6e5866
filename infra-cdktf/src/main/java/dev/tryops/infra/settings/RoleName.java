package dev.tryops.infra.settings;

/**
 * What follows the prefix in the names of roles. Keys and roles live in different stacks, and KMS refuses principals that
 * do not exist yet: policies of keys name roles by these constants.
 */
public enum RoleName {
    CLUSTER("eks-cluster-role"),
    NODES("eks-node-role"),
    VPC_CNI("vpc-cni-role"),
    EBS_CSI("ebs-csi-driver-role"),
    API("api-service-account-role"),
    TRAINING("training-service-account-role"),
    PRUNE("prune-service-account-role"),
    LABEL_JOIN("label-join-service-account-role"),
    OPERATOR("operator-role"),
    KYVERNO("kyverno-role"),
    AUTOSCALER("cluster-autoscaler-role"),
    FLUENT_BIT("fluent-bit-role"),
    FLOW_LOGS("vpc-flow-logs-role"),
    GITHUB_PUSH("github-actions-ecr"),
    GITHUB_PLAN("github-actions-plan"),
    GITHUB_DEPLOY("github-actions-deploy");

    private final String suffix;

    RoleName(String suffix) {
        this.suffix = suffix;
    }

    String suffix() {
        return suffix;
    }
}
