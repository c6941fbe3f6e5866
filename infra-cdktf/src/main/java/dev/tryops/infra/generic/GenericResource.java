package dev.tryops.infra.generic;

import com.hashicorp.cdktf.TerraformResource;
import com.hashicorp.cdktf.TerraformResourceConfig;
import java.util.Map;
import java.util.TreeMap;
import software.constructs.Construct;

/** A resource of a type that the bindings do not have. Blocks are lists of maps, as in Terraform's JSON. */
final class GenericResource extends TerraformResource {

    GenericResource(Construct scope, String id, String type, Map<String, ?> attributes) {
        super(
                scope,
                id,
                TerraformResourceConfig.builder().terraformResourceType(type).build());
        new TreeMap<>(attributes).forEach((name, value) -> addOverride(name, Sorted.copy(value)));
    }

    /** What Terraform will know of this resource once it is there. */
    String attribute(String name) {
        return getStringAttribute(name);
    }
}
