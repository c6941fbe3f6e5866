package dev.tryops.infra.cluster;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.providers.aws.eks_addon.EksAddon;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;
import tools.jackson.databind.json.JsonMapper;

/**
 * A program of Amazon's in the cluster.
 *
 * @param name as EKS calls it
 * @param configuration by the add-on's own schema
 * @param roleArn of its service account, if it has one
 */
record AddOn(
        String name,
        String version,
        Map<String, ?> configuration,
        @Nullable String roleArn) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** What EKS installs by itself is taken over; what was changed in the cluster since stays, and shows in a plan. */
    EksAddon install(Construct scope, String cluster, List<ITerraformDependable> first) {
        EksAddon.Builder addOn = EksAddon.Builder.create(scope, name)
                .clusterName(cluster)
                .addonName(name)
                .addonVersion(version)
                .resolveConflictsOnCreate("OVERWRITE")
                .resolveConflictsOnUpdate("PRESERVE")
                .dependsOn(first);
        if (!configuration.isEmpty()) {
            addOn.configurationValues(JSON.writeValueAsString(new TreeMap<>(configuration)));
        }
        if (roleArn != null) {
            addOn.serviceAccountRoleArn(roleArn);
        }
        return addOn.build();
    }
}
