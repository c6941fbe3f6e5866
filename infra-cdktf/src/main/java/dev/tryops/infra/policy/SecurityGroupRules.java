package dev.tryops.infra.policy;

import static dev.tryops.infra.policy.Rule.each;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Who reaches whom, and on which ports. */
final class SecurityGroupRules {

    private static final String GROUP = "aws_security_group";
    private static final Set<String> RULES = Set.of(
            "aws_security_group_rule", "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule");
    private static final Set<String> GROUPS_AND_RULES = union(RULES, GROUP);
    private static final Set<String> WORLD = Set.of("0.0.0.0/0", "::/0", "0000:0000:0000:0000:0000:0000:0000:0000/0");
    private static final List<String> ADDRESSES = List.of("cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6");
    private static final int ANY = -1;

    private SecurityGroupRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.among(
                        "CKV2_AWS_5",
                        "A security group is on something",
                        GROUP,
                        (template, group) ->
                                template.referring(group).anyMatch(other -> !GROUPS_AND_RULES.contains(other.type()))),
                each(
                        "CKV_AWS_23",
                        "A security group and each of its rules says what it is for",
                        GROUPS_AND_RULES,
                        SecurityGroupRules::isDescribed),
                closed("CKV_AWS_24", "Nobody in the world reaches SSH", 22),
                closed("CKV_AWS_25", "Nobody in the world reaches RDP", 3389),
                closed("CKV_AWS_260", "Nobody in the world reaches port 80", 80),
                closed("CKV_AWS_277", "Nobody in the world reaches every port", ANY),
                each(
                        "CKV_AWS_382",
                        "Nothing may send everything to all the world",
                        GROUPS_AND_RULES,
                        resource -> passages(resource, "egress")
                                .noneMatch(passage -> isWorld(passage) && isEveryPort(passage))));
    }

    private static Rule closed(String id, String says, int port) {
        return each(
                id,
                says,
                GROUPS_AND_RULES,
                resource ->
                        passages(resource, "ingress").noneMatch(passage -> isWorld(passage) && covers(passage, port)));
    }

    private static boolean isDescribed(Resource resource) {
        return resource.has("description")
                && Stream.concat(resource.blocks("ingress"), resource.blocks("egress"))
                        .allMatch(
                                rule -> !Resource.text(rule.path("description")).isEmpty());
    }

    /** The ways in or out, however they were written. */
    private static Stream<JsonNode> passages(Resource resource, String direction) {
        return switch (resource.type()) {
            case GROUP -> resource.blocks(direction);
            case "aws_security_group_rule" ->
                resource.is("type", direction) ? Stream.of(resource.body()) : Stream.empty();
            default -> resource.type().contains("_" + direction + "_") ? Stream.of(resource.body()) : Stream.empty();
        };
    }

    /** Addresses that cannot be known here count as the world's. */
    private static boolean isWorld(JsonNode passage) {
        return ADDRESSES.stream()
                .flatMap(attribute -> Resource.texts(passage.path(attribute)).stream())
                .anyMatch(address -> WORLD.contains(address) || isUnknown(address));
    }

    /** The address range of a VPC, known only when it is deployed, is never the world. */
    private static boolean isUnknown(String address) {
        return address.contains("${") && !address.startsWith("${aws_vpc.") && !address.startsWith("${aws_subnet.");
    }

    private static boolean isEveryPort(JsonNode passage) {
        String protocol = protocol(passage);
        return protocol.equals("-1")
                || protocol.equals("all")
                || (number(passage, "from_port") == 0 && number(passage, "to_port") >= 65_535);
    }

    private static boolean covers(JsonNode passage, int port) {
        if (isEveryPort(passage)) {
            return true;
        }
        int from = number(passage, "from_port");
        int to = number(passage, "to_port");
        return port != ANY && from <= port && port <= to;
    }

    private static String protocol(JsonNode passage) {
        String protocol = Resource.text(passage.path("protocol"));
        return protocol.isEmpty() ? Resource.text(passage.path("ip_protocol")) : protocol;
    }

    private static int number(JsonNode passage, String attribute) {
        String text = Resource.text(passage.path(attribute));
        return text.matches("-?\\d{1,9}") ? Integer.parseInt(text) : ANY;
    }

    private static Set<String> union(Set<String> some, String one) {
        List<String> all = new ArrayList<>(some);
        all.add(one);
        return Set.copyOf(all);
    }
}
