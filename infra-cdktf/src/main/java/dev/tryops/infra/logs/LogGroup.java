package dev.tryops.infra.logs;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.providers.aws.cloudwatch_log_group.CloudwatchLogGroup;
import dev.tryops.infra.settings.LogRetention;
import software.constructs.Construct;

/** A log group, which is never without a key and a retention. */
public final class LogGroup extends Construct {

    private final CloudwatchLogGroup group;

    /** @param keyArn a key whose policy lets CloudWatch encrypt groups of this name */
    public LogGroup(Construct scope, String id, String name, LogRetention retention, String keyArn) {
        super(scope, id);
        group = CloudwatchLogGroup.Builder.create(this, "group")
                .name(name)
                .retentionInDays(retention.days())
                .kmsKeyId(keyArn)
                .build();
    }

    public String arn() {
        return group.getArn();
    }

    public String name() {
        return group.getName();
    }

    /** For what must not write before the group is there, because AWS would then make one without a key. */
    public ITerraformDependable resource() {
        return group;
    }
}
