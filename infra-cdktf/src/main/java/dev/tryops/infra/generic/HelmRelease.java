package dev.tryops.infra.generic;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.TerraformResource;
import com.hashicorp.cdktf.TerraformResourceConfig;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;
import tools.jackson.databind.json.JsonMapper;

/** A chart that is installed, all of it or nothing, and waited for. */
public final class HelmRelease extends TerraformResource {

    private static final JsonMapper JSON = JsonMapper.shared();
    /** Seconds, for the slowest: a cluster that must start a node, and a training. */
    private static final int TIMEOUT = 900;

    /**
     * @param chart a chart's directory, relative to the stack's own
     * @param values JSON is YAML
     * @param after what must be there before, and goes after this
     */
    public HelmRelease(
            Construct scope,
            String id,
            Target target,
            String chart,
            Map<String, ?> values,
            ITerraformDependable after) {
        super(
                scope,
                id,
                TerraformResourceConfig.builder()
                        .terraformResourceType("helm_release")
                        .dependsOn(List.of(after))
                        .build());
        addOverride("name", target.name());
        addOverride("namespace", target.namespace());
        addOverride("create_namespace", target.createNamespace());
        addOverride("chart", chart);
        addOverride("values", List.of(JSON.writeValueAsString(Sorted.copy(values))));
        addOverride("atomic", true);
        addOverride("wait", true);
        addOverride("timeout", TIMEOUT);
    }

    /** Where it goes, and under which name. */
    public record Target(String name, String namespace, boolean createNamespace) {}
}
