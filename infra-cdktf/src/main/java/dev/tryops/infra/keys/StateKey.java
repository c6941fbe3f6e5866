package dev.tryops.infra.keys;

import com.hashicorp.cdktf.TerraformResourceLifecycle;
import dev.tryops.infra.identity.Arns;
import dev.tryops.infra.settings.Names;
import software.constructs.Construct;

/** The key of the states, which no plan may destroy. */
public final class StateKey extends Construct {

    private final Key key;

    public StateKey(Construct scope, String id, Names names, Arns arns) {
        super(scope, id);
        key = Key.encrypting(
                this, "states", Names.STATE_KEY_ALIAS, "States of Terraform", new KeyPolicies(arns, names).states());
        key.resource()
                .setLifecycle(TerraformResourceLifecycle.builder()
                        .preventDestroy(true)
                        .build());
    }

    public String arn() {
        return key.arn();
    }
}
