package dev.tryops.infra.generic;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.Precondition;
import com.hashicorp.cdktf.TerraformLocal;
import com.hashicorp.cdktf.TerraformResourceLifecycle;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.constructs.Construct;

/** Values without which no plan is made. An empty one can be synthesized, so that everything else can be looked at. */
public final class CheckedValues extends Construct {

    private final GenericResource values;

    /**
     * @param named values under names that are those of locals in the stack, too
     * @param missing what to do if one is empty
     */
    public CheckedValues(Construct scope, String id, Map<String, String> named, String missing) {
        super(scope, id);
        values = new GenericResource(this, "values", "terraform_data", Map.of("input", named));
        // Terraform refuses conditions that speak of nothing but constants.
        String condition = new TreeMap<>(named)
                .entrySet().stream()
                        .map(value -> "length(%s) > 0".formatted(local(scope, value.getKey(), value.getValue())))
                        .collect(Collectors.joining(" && ", "${", "}"));
        values.setLifecycle(TerraformResourceLifecycle.builder()
                .precondition(List.of(Precondition.builder()
                        .condition(condition)
                        .errorMessage(missing)
                        .build()))
                .build());
    }

    private static String local(Construct scope, String name, String value) {
        TerraformLocal local = new TerraformLocal(scope, name, value);
        return local.getFqn();
    }

    /** What was given as {@code name}. */
    public String value(String name) {
        return "${%s.output.%s}".formatted(values.getFqn(), name);
    }

    public ITerraformDependable resource() {
        return values;
    }
}
