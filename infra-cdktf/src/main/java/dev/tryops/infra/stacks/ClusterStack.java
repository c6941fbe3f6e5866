package dev.tryops.infra.stacks;

import dev.tryops.infra.cluster.Access;
import dev.tryops.infra.cluster.AddOns;
import dev.tryops.infra.cluster.Cluster;
import dev.tryops.infra.cluster.Ground;
import dev.tryops.infra.cluster.Nodes;
import dev.tryops.infra.identity.PodRoles;
import dev.tryops.infra.identity.ProgramRoles;
import dev.tryops.infra.identity.WorkloadIdentity;
import dev.tryops.infra.settings.InfraSettings;
import software.constructs.Construct;

/** The cluster, its nodes, and the roles of what runs in it. */
public final class ClusterStack extends MlopsStack {

    public ClusterStack(Construct scope, InfraSettings settings) {
        super(scope, StackName.CLUSTER, settings);
        keepStateInBucket();
        RemoteOutputs foundation = new RemoteOutputs(this, StackName.FOUNDATION);
        Ground ground = ground(foundation);

        Cluster cluster = new Cluster(this, "cluster", settings, ground);
        WorkloadIdentity identity =
                new WorkloadIdentity(this, "pods", settings, cluster.issuerUrl(), ground.boundaryArn());
        PodRoles pods = new PodRoles(identity, settings, arns(), ground.keyArn());
        ProgramRoles programs = new ProgramRoles(
                this,
                "programs",
                identity,
                settings,
                arns(),
                foundation.string(FoundationOutput.S3_KEY_ARN),
                foundation.string(FoundationOutput.SIGNING_KEY_ARN),
                ground.boundaryArn());
        AddOns addOns = new AddOns(this, "add-ons", cluster, settings.cluster().addOns(), pods.vpcCni());
        Nodes nodes = new Nodes(this, "nodes", settings, cluster, ground, addOns.beforeNodes());
        addOns.on(nodes.api(), pods.ebsCsi());
        new Access(
                this,
                "access",
                cluster,
                settings.cluster(),
                arns(),
                ground.deployRoleArn(),
                programs.operator().arn());

        tell(cluster);
        tell(nodes);
        tell(identity, pods);
        tell(programs);
    }

    private static Ground ground(RemoteOutputs foundation) {
        return new Ground(
                foundation.string(FoundationOutput.VPC_ID),
                foundation.list(FoundationOutput.PRIVATE_SUBNET_IDS),
                foundation.string(FoundationOutput.ENDPOINTS_SECURITY_GROUP_ID),
                foundation.string(FoundationOutput.EKS_KEY_ARN),
                foundation.string(FoundationOutput.DEPLOY_BOUNDARY_ARN),
                foundation.string(FoundationOutput.GITHUB_DEPLOY_ROLE_ARN));
    }

    private void tell(Cluster cluster) {
        output(ClusterOutput.EKS_CLUSTER_ID, "The cluster, for Terraform", cluster.id());
        output(ClusterOutput.EKS_CLUSTER_NAME, "The cluster's name", cluster.name());
        output(ClusterOutput.EKS_CLUSTER_ENDPOINT, "Where its API answers", cluster.endpoint());
        output(ClusterOutput.EKS_CLUSTER_VERSION, "Which Kubernetes it runs", cluster.version());
        output(
                ClusterOutput.EKS_CLUSTER_CERTIFICATE_AUTHORITY,
                "Who signs its API's certificate, in Base64",
                cluster.certificateAuthority());
        output(ClusterOutput.EKS_CLUSTER_SECURITY_GROUP_ID, "The control plane's group", cluster.securityGroupId());
        output(ClusterOutput.EKS_NODES_SECURITY_GROUP_ID, "The nodes' group", cluster.nodesSecurityGroupId());
        output(ClusterOutput.EKS_CLUSTER_OIDC_ISSUER_URL, "Who vouches for its pods", cluster.issuerUrl());
        output(
                ClusterOutput.CONFIGURE_KUBECTL,
                "Makes kubectl talk to the cluster",
                "aws eks update-kubeconfig --region %s --name %s"
                        .formatted(settings().aws().region(), names().cluster()));
    }

    private void tell(Nodes nodes) {
        output(
                ClusterOutput.EKS_API_NODE_GROUP_ID,
                "Nodes of the service",
                nodes.api().id());
        output(
                ClusterOutput.EKS_TRAINING_NODE_GROUP_ID,
                "Nodes of the training job",
                nodes.training().id());
    }

    private void tell(WorkloadIdentity identity, PodRoles pods) {
        output(ClusterOutput.EKS_OIDC_PROVIDER_ARN, "Lets the account believe its pods", identity.providerArn());
        output(
                ClusterOutput.AUTOSCALER_ROLE_ARN,
                "Adds and removes nodes",
                pods.autoscaler().arn());
        output(
                ClusterOutput.FLUENT_BIT_ROLE_ARN,
                "Writes down what pods say",
                pods.fluentBit().arn());
        output(
                ClusterOutput.KYVERNO_ROLE_ARN,
                "Reads signatures of images",
                pods.kyverno().arn());
    }

    private void tell(ProgramRoles programs) {
        output(
                ClusterOutput.API_SERVICE_ACCOUNT_ROLE_ARN,
                "Serves",
                programs.api().arn());
        output(
                ClusterOutput.TRAINING_SERVICE_ACCOUNT_ROLE_ARN,
                "Trains",
                programs.training().arn());
        output(
                ClusterOutput.PRUNE_SERVICE_ACCOUNT_ROLE_ARN,
                "Removes old models",
                programs.prune().arn());
        output(
                ClusterOutput.LABEL_JOIN_SERVICE_ACCOUNT_ROLE_ARN,
                "Joins labels",
                programs.labelJoin().arn());
        output(
                ClusterOutput.OPERATOR_ROLE_ARN,
                "Looks after models by hand",
                programs.operator().arn());
    }
}
