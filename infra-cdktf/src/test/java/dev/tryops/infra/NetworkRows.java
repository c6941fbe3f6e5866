package dev.tryops.infra;

import static dev.tryops.infra.Mutations.remove;
import static dev.tryops.infra.Mutations.set;
import static dev.tryops.infra.Mutations.unset;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.infra.settings.Cidr;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Addresses and the ways out of them. */
final class NetworkRows {

    private static final List<String> ZONES = List.of("us-east-1a", "us-east-1b", "us-east-1c");

    private NetworkRows() {}

    static List<Row> rows() {
        return Stream.of(vpc(), subnets()).flatMap(List::stream).toList();
    }

    private static List<Row> vpc() {
        return List.of(
                new Row(
                        1,
                        "One VPC has the range 10.0.0.0/16",
                        all -> assertThat(all.resource("aws_vpc").text("cidr_block"))
                                .isEqualTo("10.0.0.0/16"),
                        set("aws_vpc", "network/vpc", "/cidr_block", "10.1.0.0/16")),
                new Row(
                        2,
                        "Names are resolved and given in the VPC",
                        all -> {
                            Resource vpc = all.resource("aws_vpc");
                            assertThat(vpc.at("/enable_dns_hostnames").asBoolean(false))
                                    .isTrue();
                            assertThat(vpc.at("/enable_dns_support").asBoolean(false))
                                    .isTrue();
                        },
                        unset("aws_vpc", "network/vpc", "/enable_dns_hostnames")),
                new Row(
                        3,
                        "The provider works in us-east-1 and tags everything with project, environment, namespace and"
                                + " what manages it",
                        all -> all.stackNames().forEach(stack -> checkProvider(all.stack(stack))),
                        all -> all.withChange("cluster", "/provider/aws/0/default_tags/0/tags/Namespace", null)),
                new Row(
                        3,
                        "The provider is one of its fifth generation that knows AL2023 and access entries",
                        all -> assertThat(all.stackNames())
                                .allSatisfy(stack -> assertThat(all.stack(stack)
                                                .at("/terraform/required_providers/aws/version")
                                                .asString())
                                        .isEqualTo("~> 5.100")),
                        all -> all.withChange(
                                "foundation",
                                "/terraform/required_providers/aws/version",
                                StringNode.valueOf("5.23.1"))),
                new Row(
                        4,
                        "One internet gateway belongs to the VPC",
                        all -> assertThat(all.references(all.resource("aws_internet_gateway")))
                                .contains(all.resource("aws_vpc")),
                        set("aws_internet_gateway", "network/internet", "/vpc_id", "vpc-1")),
                new Row(
                        30,
                        "The default security group has no rule, so that nothing hides in it",
                        all -> {
                            Resource group = all.resource("aws_default_security_group");
                            assertThat(all.references(group)).contains(all.resource("aws_vpc"));
                            assertThat(group.body().has("ingress")
                                            || group.body().has("egress"))
                                    .isFalse();
                        },
                        set("aws_default_security_group", "network/default-group", "/ingress", List.of("x"))));
    }

    private static void checkProvider(JsonNode stack) {
        JsonNode provider = stack.at("/provider/aws/0");
        assertThat(provider.path("region").asString()).isEqualTo("us-east-1");
        JsonNode tags = provider.at("/default_tags/0/tags");
        assertThat(tags.propertyNames()).containsExactlyInAnyOrder("Project", "Environment", "Namespace", "ManagedBy");
        assertThat(tags.path("Environment").asString()).isEqualTo("production");
    }

    private static List<Row> subnets() {
        return List.of(
                new Row(
                        5,
                        "Public subnets are 10.0.0.0/20, 10.0.16.0/20 and 10.0.32.0/20",
                        all -> assertThat(texts(publicSubnets(all), "cidr_block"))
                                .containsExactly("10.0.0.0/20", "10.0.16.0/20", "10.0.32.0/20"),
                        set("aws_subnet", "subnets/public-b", "/cidr_block", "10.0.17.0/24")),
                new Row(
                        6,
                        "Public subnets lie in zones a, b and c, in this order",
                        all -> assertThat(texts(publicSubnets(all), "availability_zone"))
                                .isEqualTo(ZONES),
                        set("aws_subnet", "subnets/public-b", "/availability_zone", "us-east-1c")),
                new Row(
                        7,
                        "Private subnets are 10.0.48.0/20, 10.0.64.0/20 and 10.0.80.0/20",
                        all -> assertThat(texts(privateSubnets(all), "cidr_block"))
                                .containsExactly("10.0.48.0/20", "10.0.64.0/20", "10.0.80.0/20"),
                        remove("aws_subnet", "subnets/private-c")),
                new Row(
                        8,
                        "Private subnets lie in zones a, b and c, in this order",
                        all -> assertThat(texts(privateSubnets(all), "availability_zone"))
                                .isEqualTo(ZONES),
                        set("aws_subnet", "subnets/private-a", "/availability_zone", "us-east-1b")),
                new Row(
                        9,
                        "Six subnets of 4,096 addresses lie in the VPC, and no two overlap",
                        NetworkRows::checkDisjoint,
                        set("aws_subnet", "subnets/private-a", "/cidr_block", "10.0.32.0/20")),
                new Row(
                        10,
                        "No subnet gives public addresses away",
                        all -> assertThat(all.resources("aws_subnet"))
                                .allSatisfy(subnet -> assertThat(subnet.at("/map_public_ip_on_launch")
                                                .asBoolean(true))
                                        .isFalse()),
                        set("aws_subnet", "subnets/public-a", "/map_public_ip_on_launch", true)),
                new Row(
                        11,
                        "Public subnets are tagged for load balancers of the internet",
                        all -> assertThat(publicSubnets(all))
                                .hasSize(3)
                                .allSatisfy(subnet -> assertThat(tag(subnet, "kubernetes.io/role/elb"))
                                        .isEqualTo("1")),
                        unset("aws_subnet", "subnets/public-a", "/tags/kubernetes.io~1role~1elb")),
                new Row(
                        12,
                        "Private subnets are tagged for internal load balancers",
                        all -> assertThat(privateSubnets(all))
                                .hasSize(3)
                                .allSatisfy(subnet -> assertThat(tag(subnet, "kubernetes.io/role/internal-elb"))
                                        .isEqualTo("1")),
                        unset("aws_subnet", "subnets/private-c", "/tags/kubernetes.io~1role~1internal-elb")),
                new Row(
                        13,
                        "All six are tagged as the cluster's, shared",
                        all -> assertThat(all.resources("aws_subnet"))
                                .hasSize(6)
                                .allSatisfy(subnet -> assertThat(
                                                tag(subnet, "kubernetes.io/cluster/sam-mlops-production-eks"))
                                        .isEqualTo("shared")),
                        unset(
                                "aws_subnet",
                                "subnets/private-c",
                                "/tags/kubernetes.io~1cluster~1sam-mlops-production-eks")));
    }

    private static void checkDisjoint(Synthesized all) {
        Cidr vpc = cidr(all.resource("aws_vpc"));
        List<Cidr> subnets =
                all.resources("aws_subnet").stream().map(NetworkRows::cidr).toList();
        assertThat(subnets).hasSize(6).allSatisfy(subnet -> {
            assertThat(vpc.contains(subnet)).isTrue();
            assertThat(subnet.size()).isEqualTo(4_096);
            assertThat(subnets.stream().filter(subnet::overlaps)).hasSize(1);
        });
    }

    static List<Resource> publicSubnets(Synthesized all) {
        return withTag(all, "kubernetes.io/role/elb", "public-");
    }

    static List<Resource> privateSubnets(Synthesized all) {
        return withTag(all, "kubernetes.io/role/internal-elb", "private-");
    }

    /** By name, because the tag is one of the things that are checked. */
    private static List<Resource> withTag(Synthesized all, String tag, String name) {
        return all.resources("aws_subnet").stream()
                .filter(subnet ->
                        !tag(subnet, tag).isEmpty() || tag(subnet, "Name").contains(name))
                .toList();
    }

    private static String tag(Resource resource, String name) {
        return resource.body().path("tags").path(name).asString("");
    }

    private static List<String> texts(List<Resource> resources, String field) {
        return resources.stream().map(resource -> resource.text(field)).toList();
    }

    private static Cidr cidr(Resource resource) {
        return Cidr.of(resource.address(), resource.text("cidr_block"));
    }
}
