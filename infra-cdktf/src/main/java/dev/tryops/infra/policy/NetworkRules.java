package dev.tryops.infra.policy;

import static dev.tryops.infra.policy.Rule.among;
import static dev.tryops.infra.policy.Rule.each;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The VPC, its subnets and its routes. */
final class NetworkRules {

    private static final Set<String> ROUTES = Set.of("aws_route", "aws_route_table", "aws_default_route_table");
    private static final Set<String> WORLD = Set.of("0.0.0.0/0", "::/0");

    private NetworkRules() {}

    static List<Rule> all() {
        return List.of(
                among(
                        "CKV2_AWS_1",
                        "A network ACL belongs to a subnet",
                        "aws_network_acl",
                        (template, acl) -> !acl.texts("subnet_ids").isEmpty()
                                || template.isReferred(acl, "aws_network_acl_association")),
                among(
                        "CKV2_AWS_11",
                        "Traffic of a VPC is logged",
                        "aws_vpc",
                        (template, vpc) -> template.isReferred(vpc, "aws_flow_log")),
                among(
                        "CKV2_AWS_12",
                        "The default security group of a VPC lets nothing through",
                        "aws_vpc",
                        (template, vpc) -> template.referring(vpc, "aws_default_security_group")
                                .anyMatch(group -> isClosed(template, group))),
                among(
                        "CKV2_AWS_19",
                        "An elastic IP belongs to a NAT gateway or an instance",
                        "aws_eip",
                        (template, eip) -> eip.has("instance")
                                || template.isReferred(eip, "aws_nat_gateway", "aws_eip_association", "aws_instance")),
                each(
                        "CKV2_AWS_35",
                        "A default route never leads to an instance",
                        ROUTES,
                        table -> routes(table)
                                .noneMatch(route -> isToWorld(route)
                                        && (isSet(route, "instance_id") || isSet(route, "network_interface_id")))),
                each(
                        "CKV2_AWS_44",
                        "A route to a peer names the peer's addresses, not all",
                        ROUTES,
                        table -> routes(table)
                                .noneMatch(route -> isToWorld(route) && isSet(route, "vpc_peering_connection_id"))),
                each(
                        "CKV_AWS_130",
                        "A subnet gives no public addresses away",
                        "aws_subnet",
                        subnet -> !subnet.has("map_public_ip_on_launch")
                                || subnet.is("map_public_ip_on_launch", "false")));
    }

    private static boolean isClosed(Template template, Resource group) {
        return group.blocks("ingress").findAny().isEmpty()
                && group.blocks("egress").findAny().isEmpty()
                && !template.isReferred(
                        group,
                        "aws_security_group_rule",
                        "aws_vpc_security_group_ingress_rule",
                        "aws_vpc_security_group_egress_rule");
    }

    private static Stream<JsonNode> routes(Resource resource) {
        return resource.type().equals("aws_route") ? Stream.of(resource.body()) : resource.blocks("route");
    }

    private static boolean isToWorld(JsonNode route) {
        return Stream.of("cidr_block", "destination_cidr_block", "ipv6_cidr_block", "destination_ipv6_cidr_block")
                .anyMatch(attribute -> WORLD.contains(Resource.text(route.path(attribute))));
    }

    private static boolean isSet(JsonNode route, String attribute) {
        return !Resource.text(route.path(attribute)).isEmpty();
    }
}
