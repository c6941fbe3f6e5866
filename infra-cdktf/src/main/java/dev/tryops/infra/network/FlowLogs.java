package dev.tryops.infra.network;

import com.hashicorp.cdktf.providers.aws.flow_log.FlowLog;
import dev.tryops.infra.identity.Arns;
import dev.tryops.infra.identity.Condition;
import dev.tryops.infra.identity.PolicyDocument;
import dev.tryops.infra.identity.Role;
import dev.tryops.infra.identity.Statement;
import dev.tryops.infra.logs.LogGroup;
import dev.tryops.infra.settings.Names;
import dev.tryops.infra.settings.RoleName;
import software.constructs.Construct;

/** What passed through the VPC and what was turned away, kept as long as other logs. */
public final class FlowLogs extends Construct {

    /** Seconds; the shorter of the two that AWS offers. */
    private static final int INTERVAL = 60;

    public FlowLogs(Construct scope, String id, String vpcId, LogGroup group, Names names, Arns arns) {
        super(scope, id);
        Role role = new Role(
                        this,
                        "role",
                        names.role(RoleName.FLOW_LOGS),
                        "Writes what passes through the VPC to its log group",
                        PolicyDocument.trusting(
                                "vpc-flow-logs.amazonaws.com",
                                Condition.stringEquals("aws:SourceAccount", arns.account()),
                                Condition.arnLike("aws:SourceArn", arns.of("ec2", "vpc-flow-log/*"))))
                .may(
                        "write",
                        Statement.allow("Write", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents")
                                .on(group.arn(), group.arn() + ":*"),
                        Statement.allow("Find", "logs:DescribeLogGroups").on(arns.logGroup("*")));
        FlowLog.Builder.create(this, "log")
                .vpcId(vpcId)
                .trafficType("ALL")
                .logDestination(group.arn())
                .iamRoleArn(role.arn())
                .maxAggregationInterval(INTERVAL)
                .tags(Network.named(names.prefix()))
                .build();
    }
}
