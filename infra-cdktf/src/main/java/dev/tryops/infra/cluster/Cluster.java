package dev.tryops.infra.cluster;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.providers.aws.eks_cluster.EksCluster;
import com.hashicorp.cdktf.providers.aws.eks_cluster.EksClusterEncryptionConfig;
import com.hashicorp.cdktf.providers.aws.eks_cluster.EksClusterEncryptionConfigProvider;
import com.hashicorp.cdktf.providers.aws.eks_cluster.EksClusterTimeouts;
import com.hashicorp.cdktf.providers.aws.eks_cluster.EksClusterVpcConfig;
import dev.tryops.infra.generic.NewerAttributes;
import dev.tryops.infra.identity.PolicyDocument;
import dev.tryops.infra.identity.Role;
import dev.tryops.infra.logs.LogGroup;
import dev.tryops.infra.settings.Cidr;
import dev.tryops.infra.settings.EndpointAccess;
import dev.tryops.infra.settings.InfraSettings;
import dev.tryops.infra.settings.RoleName;
import java.util.ArrayList;
import java.util.List;
import software.constructs.Construct;

/** The control plane, which encrypts its secrets and writes down everything that it is asked. */
public final class Cluster extends Construct {

    private static final List<String> LOGS = List.of("api", "audit", "authenticator", "controllerManager", "scheduler");

    private final EksCluster cluster;
    private final SecurityGroups groups;

    public Cluster(Construct scope, String id, InfraSettings settings, Ground ground) {
        super(scope, id);
        groups = new SecurityGroups(this, settings, ground);
        Role role = role(settings, ground);
        LogGroup logs = new LogGroup(
                this, "logs", settings.names().clusterLogGroup(), settings.logRetention(), ground.keyArn());
        // The cluster would make the group of its logs itself, without a key; and without its policies it could
        // neither start nor clean up behind itself.
        List<ITerraformDependable> first = new ArrayList<>(role.grants());
        first.add(logs.resource());
        cluster = EksCluster.Builder.create(this, "cluster")
                .name(settings.names().cluster())
                .version(settings.cluster().version().text())
                .roleArn(role.arn())
                .enabledClusterLogTypes(LOGS)
                .encryptionConfig(secretsWith(ground.keyArn()))
                .vpcConfig(network(settings.cluster().endpoint(), ground))
                .timeouts(EksClusterTimeouts.builder()
                        .create("30m")
                        .update("30m")
                        .delete("15m")
                        .build())
                .dependsOn(first)
                .build();
        NewerAttributes.authenticateByAccessEntries(cluster);
        NewerAttributes.keepVersionInExtendedSupport(cluster);
    }

    private Role role(InfraSettings settings, Ground ground) {
        return new Role(
                        this,
                        "role",
                        settings.names().role(RoleName.CLUSTER),
                        "Runs the control plane",
                        PolicyDocument.trusting("eks.amazonaws.com"))
                .within(ground.boundaryArn())
                .attach("AmazonEKSClusterPolicy")
                .attach("AmazonEKSVPCResourceController");
    }

    private static EksClusterEncryptionConfig secretsWith(String keyArn) {
        return EksClusterEncryptionConfig.builder()
                .resources(List.of("secrets"))
                .provider(EksClusterEncryptionConfigProvider.builder()
                        .keyArn(keyArn)
                        .build())
                .build();
    }

    private EksClusterVpcConfig network(EndpointAccess access, Ground ground) {
        EksClusterVpcConfig.Builder network = EksClusterVpcConfig.builder()
                .subnetIds(ground.privateSubnetIds())
                .securityGroupIds(List.of(groups.clusterId()))
                .endpointPrivateAccess(true);
        return switch (access) {
            case EndpointAccess.Private() -> network.endpointPublicAccess(false).build();
            case EndpointAccess.Restricted(List<Cidr> cidrs) ->
                network.endpointPublicAccess(true)
                        .publicAccessCidrs(cidrs.stream().map(Cidr::toString).toList())
                        .build();
        };
    }

    /** The cluster's name, as a reference: who uses it waits until there is a cluster. */
    public String name() {
        return cluster.getName();
    }

    public String id() {
        return cluster.getId();
    }

    public String version() {
        return cluster.getVersion();
    }

    public String endpoint() {
        return cluster.getEndpoint();
    }

    /** In Base64. */
    public String certificateAuthority() {
        return cluster.getCertificateAuthority().get(0).getData();
    }

    /** Who vouches for pods: an address that begins with {@code https://}. */
    public String issuerUrl() {
        return cluster.getIdentity().get(0).getOidc().get(0).getIssuer();
    }

    public String securityGroupId() {
        return groups.clusterId();
    }

    public String nodesSecurityGroupId() {
        return groups.nodesId();
    }
}
