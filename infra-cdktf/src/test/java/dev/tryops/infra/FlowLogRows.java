package dev.tryops.infra;

import static dev.tryops.infra.Mutations.set;
import static dev.tryops.infra.Mutations.text;
import static dev.tryops.infra.Mutations.unset;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** The record of what passed through the VPC. */
final class FlowLogRows {

    private FlowLogRows() {}

    static List<Row> rows() {
        return List.of(
                new Row(
                        27,
                        "All traffic of the VPC is recorded, in the usual format",
                        all -> {
                            Resource log = all.resource("aws_flow_log");
                            assertThat(log.text("traffic_type")).isEqualTo("ALL");
                            assertThat(log.body().has("log_format")).isFalse();
                            assertThat(all.references(log)).contains(all.resource("aws_vpc"));
                        },
                        set("aws_flow_log", "flow-logs/log", "/traffic_type", "REJECT")),
                new Row(
                        28,
                        "The record goes to the log group /aws/vpc/sam-mlops-production",
                        all -> assertThat(all.referred(all.resource("aws_flow_log"), "aws_cloudwatch_log_group")
                                        .text("name"))
                                .isEqualTo("/aws/vpc/sam-mlops-production"),
                        set("aws_cloudwatch_log_group", "flow-log-group/group", "/name", "/aws/vpc/other")),
                new Row(
                        29,
                        "It is written every minute",
                        all -> assertThat(all.resource("aws_flow_log")
                                        .at("/max_aggregation_interval")
                                        .asInt())
                                .isEqualTo(60),
                        unset("aws_flow_log", "flow-logs/log", "/max_aggregation_interval")),
                new Row(
                        125,
                        "What writes it may be taken by flow logs of this account alone, and write to that group alone",
                        FlowLogRows::checkFlowLogRole,
                        text(
                                "aws_iam_role",
                                "flow-logs/role/role",
                                "assume_role_policy",
                                "aws:SourceAccount",
                                "aws:x")),
                new Row(
                        125,
                        "It may write to no other group",
                        FlowLogRows::checkFlowLogRole,
                        text(
                                "aws_iam_role_policy",
                                "flow-logs/role/write",
                                "policy",
                                "logs:DescribeLogGroups",
                                "logs:PutLogEvents")));
    }

    private static void checkFlowLogRole(Synthesized all) {
        Resource role = all.resource("aws_iam_role", "flow-logs/role/role");
        assertThat(all.references(all.resource("aws_flow_log"))).contains(role);
        JsonNode trust = role.statements("assume_role_policy").findFirst().orElseThrow();
        assertThat(trust.at("/Principal/Service").asString()).isEqualTo("vpc-flow-logs.amazonaws.com");
        assertThat(trust.at("/Condition/StringEquals").propertyNames()).contains("aws:SourceAccount");
        assertThat(trust.at("/Condition/ArnLike").propertyNames()).contains("aws:SourceArn");
        Resource group = all.resource("aws_cloudwatch_log_group", "flow-log-group/group");
        all.resource("aws_iam_role_policy", "flow-logs/role/write")
                .statements("policy")
                .filter(statement ->
                        !Resource.texts(statement.path("Action")).allMatch("logs:DescribeLogGroups"::equals))
                .forEach(statement -> assertThat(Resource.texts(statement.path("Resource")))
                        .allMatch(arn -> arn.startsWith("${" + group.address() + ".arn}")));
    }
}
