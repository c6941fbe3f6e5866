package dev.tryops.infra.settings;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The cluster and who may use it.
 *
 * @param adminRoles names of this account's roles that may do everything in the cluster; at least one
 * @param viewerRoles names of roles that may look at the namespace of TryOps
 * @param runnerGroups security groups in the VPC from which the cluster's API may be called: those of the runners that deploy
 */
public record ClusterSettings(
        KubernetesVersion version,
        EndpointAccess endpoint,
        NodeGroupSettings api,
        NodeGroupSettings training,
        List<String> adminRoles,
        List<String> viewerRoles,
        List<String> runnerGroups) {

    private static final Pattern ROLE_NAME = Pattern.compile("[A-Za-z0-9+=,.@_-]{1,64}");
    private static final Pattern SECURITY_GROUP = Pattern.compile("sg-[0-9a-f]{8,17}");
    private static final int FEWEST_API_NODES = 1;

    /** One whose API nothing but its nodes may call. */
    public ClusterSettings(
            KubernetesVersion version,
            EndpointAccess endpoint,
            NodeGroupSettings api,
            NodeGroupSettings training,
            List<String> adminRoles,
            List<String> viewerRoles) {
        this(version, endpoint, api, training, adminRoles, viewerRoles, List.of());
    }

    public ClusterSettings {
        adminRoles = List.copyOf(adminRoles);
        viewerRoles = List.copyOf(viewerRoles);
        runnerGroups = List.copyOf(runnerGroups);
        BadSetting.unless(
                version.addOns().isPresent(),
                "cluster.version",
                "is %s, but it is not known which add-ons fit: look their versions up and add them to KubernetesVersion"
                        .formatted(version.text()));
        BadSetting.unless(
                !adminRoles.isEmpty(), "cluster.adminRoles", "is empty, so that nobody could mend the cluster");
        adminRoles.forEach(name -> check("cluster.adminRoles", name));
        viewerRoles.forEach(name -> check("cluster.viewerRoles", name));
        runnerGroups.forEach(id -> BadSetting.unless(
                SECURITY_GROUP.matcher(id).matches(),
                "cluster.runnerGroups",
                "has '" + id + "', not the id of a security group such as sg-0123456789abcdef0"));
        BadSetting.unless(
                api.scaling().min() >= FEWEST_API_NODES,
                "nodes.api.scaling.min",
                "is 0, so that nothing would serve and nothing would start the cluster's own services");
    }

    public KubernetesVersion.AddOnVersions addOns() {
        return version.addOns().orElseThrow();
    }

    public List<NodeGroupSettings> nodeGroups() {
        return List.of(api, training);
    }

    public ClusterSettings withEndpoint(EndpointAccess access) {
        return new ClusterSettings(version, access, api, training, adminRoles, viewerRoles, runnerGroups);
    }

    public ClusterSettings withNodes(NodeGroupSettings newApi, NodeGroupSettings newTraining) {
        return new ClusterSettings(version, endpoint, newApi, newTraining, adminRoles, viewerRoles, runnerGroups);
    }

    public ClusterSettings withRunnerGroups(List<String> groups) {
        return new ClusterSettings(version, endpoint, api, training, adminRoles, viewerRoles, groups);
    }

    public ClusterSettings withViewerRoles(List<String> names) {
        return new ClusterSettings(version, endpoint, api, training, adminRoles, names, runnerGroups);
    }

    private static void check(String setting, String role) {
        BadSetting.unless(
                ROLE_NAME.matcher(role).matches(),
                setting,
                "has '" + role + "', not a role's name (the part of its ARN behind the last slash)");
    }
}
