package dev.tryops.infra.buckets;

import com.hashicorp.cdktf.TerraformResourceLifecycle;
import dev.tryops.infra.identity.Arns;
import dev.tryops.infra.settings.BucketSettings;
import dev.tryops.infra.settings.Names;
import java.util.List;
import software.constructs.Construct;

/** Where Terraform keeps all states, which no plan may destroy; an old state can be brought back for a year. */
public final class StateBucket extends Construct {

    private final SecureBucket states;

    public StateBucket(Construct scope, String id, BucketSettings settings, Arns arns, String keyArn) {
        super(scope, id);
        String name = Names.stateBucket(arns.account());
        SecureBucket logs = AccessLogs.bucket(
                this, "access-logs", name + "-logs", List.of(name), settings.accessLogsExpiry(), false, arns);
        states = new SecureBucket(this, "states", name, new Encryption.OwnKey(keyArn), false)
                .policy()
                .lifecycle(Lifecycle.replaced(settings.noncurrentExpiry()), Lifecycle.abandonedUploads())
                .logTo(logs, "s3-access-logs/");
        TerraformResourceLifecycle kept =
                TerraformResourceLifecycle.builder().preventDestroy(true).build();
        states.resource().setLifecycle(kept);
    }

    public String name() {
        return states.name();
    }
}
