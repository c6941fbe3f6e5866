package dev.tryops.infra.stacks;

/** What the cluster stack tells. */
enum ClusterOutput implements Output {
    EKS_CLUSTER_NAME;

    @Override
    public StackName stack() {
        return StackName.CLUSTER;
    }
}
