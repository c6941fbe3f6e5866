package dev.tryops.infra;

import static dev.tryops.infra.Mutations.add;
import static dev.tryops.infra.Mutations.remove;
import static dev.tryops.infra.Mutations.set;
import static dev.tryops.infra.Mutations.unset;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Who may talk to whom. */
final class SecurityGroupRows {

    private static final String IN = "aws_vpc_security_group_ingress_rule";
    private static final String OUT = "aws_vpc_security_group_egress_rule";

    private SecurityGroupRows() {}

    static List<Row> rows() {
        return Stream.of(controlPlane(), nodes(), all()).flatMap(List::stream).toList();
    }

    private static List<Row> controlPlane() {
        return List.of(
                new Row(
                        132,
                        "The control plane takes HTTPS from nodes, and nothing else",
                        all -> assertThat(rules(all, IN, "cluster")).containsExactly("tcp 443-443 nodes"),
                        set(IN, "groups/cluster-from-nodes", "/to_port", 65_535)),
                new Row(
                        133,
                        "The control plane calls nodes, and nobody else",
                        all -> assertThat(rules(all, OUT, "cluster"))
                                .containsExactlyInAnyOrder("tcp 443-443 nodes", "tcp 1025-65535 nodes"),
                        set(OUT, "groups/cluster-to-nodes", "/referenced_security_group_id", "sg-1")));
    }

    private static List<Row> nodes() {
        return List.of(
                new Row(
                        134,
                        "Nodes take anything from each other, calls of the control plane, and load balancers where"
                                + " services are opened",
                        all -> assertThat(rules(all, IN, "nodes"))
                                .containsExactlyInAnyOrder(
                                        "-1 nodes",
                                        "tcp 443-443 cluster",
                                        "tcp 1025-65535 cluster",
                                        "tcp 30000-32767 10.0.0.0/16"),
                        remove(IN, "groups/nodes-from-load-balancers")),
                new Row(
                        135,
                        "Nodes call each other, the control plane, services of AWS, names, and HTTPS",
                        all -> assertThat(rules(all, OUT, "nodes"))
                                .containsExactlyInAnyOrder(
                                        "-1 nodes",
                                        "tcp 443-443 cluster",
                                        "tcp 443-443 endpoints",
                                        "tcp 443-443 0.0.0.0/0",
                                        "udp 53-53 10.0.0.0/16",
                                        "tcp 53-53 10.0.0.0/16"),
                        set(OUT, "groups/nodes-to-services", "/ip_protocol", "-1")),
                new Row(
                        136,
                        "One group of nodes is the cluster's own, through which it lets load balancers in",
                        all -> {
                            String tag = "kubernetes.io/cluster/sam-mlops-production-eks";
                            assertThat(all.resources("aws_security_group").stream()
                                            .filter(group -> group.at("/tags")
                                                    .path(tag)
                                                    .asString("")
                                                    .equals("owned")))
                                    .containsExactly(group(all, "nodes"));
                        },
                        set(
                                "aws_security_group",
                                "groups/cluster",
                                "/tags/kubernetes.io~1cluster~1sam-mlops-production-eks",
                                "owned")));
    }

    private static List<Row> all() {
        return List.of(
                new Row(
                        137,
                        "Every group and every rule says what it is for",
                        all -> assertThat(Stream.of(IN, OUT, "aws_security_group")
                                        .flatMap(type -> all.resources(type).stream()))
                                .hasSizeGreaterThan(15)
                                // Others than these characters are refused when it is deployed.
                                .allSatisfy(rule -> assertThat(rule.text("description"))
                                        .matches("[A-Za-z0-9. _:/()#,@\\[\\]+=&;{}!$*-]{4,255}")),
                        unset(OUT, "groups/nodes-to-dns-tcp", "/description")),
                new Row(
                        137,
                        "Rules are resources of their own, so that two do not undo each other",
                        all -> {
                            assertThat(all.resources("aws_security_group"))
                                    .allSatisfy(group -> assertThat(group.body().propertyNames())
                                            .doesNotContain("ingress", "egress"));
                            assertThat(all.resources("aws_security_group_rule")).isEmpty();
                        },
                        add("cluster", "aws_security_group_rule", Map.of("type", "ingress"))));
    }

    static Resource group(Synthesized all, String name) {
        return all.resource("aws_security_group", "cluster/groups/" + name);
    }

    /** Rules of one group: protocol, ports, and the other end. */
    private static List<String> rules(Synthesized all, String type, String group) {
        String id = "${" + group(all, group).address() + ".id}";
        return all.resources(type).stream()
                .filter(rule -> rule.text("security_group_id").equals(id))
                .map(rule -> "%s%s %s".formatted(rule.text("ip_protocol"), ports(rule), peer(all, rule)))
                .toList();
    }

    private static String ports(Resource rule) {
        return rule.body().has("from_port")
                ? " %d-%d"
                        .formatted(
                                rule.at("/from_port").asInt(),
                                rule.at("/to_port").asInt())
                : "";
    }

    private static String peer(Synthesized all, Resource rule) {
        String peer = rule.text("referenced_security_group_id");
        if (peer.isEmpty()) {
            return rule.text("cidr_ipv4");
        }
        for (String name : List.of("cluster", "nodes")) {
            if (peer.equals("${" + group(all, name).address() + ".id}")) {
                return name;
            }
        }
        return peer.endsWith("outputs.endpoints_security_group_id}") ? "endpoints" : peer;
    }
}
