package dev.tryops.infra;

import static dev.tryops.infra.Mutations.remove;
import static dev.tryops.infra.Mutations.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.infra.settings.Environments;
import dev.tryops.infra.settings.InfraSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The ways out of subnets. */
final class RouteRows {

    private RouteRows() {}

    static List<Row> rows() {
        return Stream.of(gateways(), routes()).flatMap(List::stream).toList();
    }

    private static List<Row> gateways() {
        return List.of(
                new Row(
                        14,
                        "Three addresses are reserved in the VPC",
                        all -> assertThat(all.resources("aws_eip"))
                                .hasSize(3)
                                .allSatisfy(address ->
                                        assertThat(address.text("domain")).isEqualTo("vpc")),
                        remove("aws_eip", "subnets/address-c")),
                new Row(
                        15,
                        "Each public subnet has a NAT gateway with an address of its own",
                        RouteRows::checkNat,
                        all -> all.withChange(
                                all.resource("aws_nat_gateway", "subnets/nat-b"),
                                "/allocation_id",
                                "${"
                                        + all.resource("aws_eip", "subnets/address-a")
                                                .address() + ".id}")),
                new Row(
                        16,
                        "An environment may do with one NAT gateway, through which all its private subnets leave",
                        RouteRows::withSingleNat,
                        RouteRows::checkSingleNat,
                        all -> all.withResource("foundation", "aws_nat_gateway", "added", Map.of())));
    }

    private static void checkNat(Synthesized all) {
        List<Resource> gateways = all.resources("aws_nat_gateway");
        assertThat(gateways).hasSize(3);
        for (String type : List.of("aws_eip", "aws_subnet")) {
            assertThat(gateways.stream().map(gateway -> all.referred(gateway, type)))
                    .doesNotHaveDuplicates();
        }
        assertThat(gateways)
                .allSatisfy(gateway ->
                        assertThat(NetworkRows.publicSubnets(all)).contains(all.referred(gateway, "aws_subnet")));
    }

    private static Synthesized withSingleNat() {
        InfraSettings settings = Environments.PRODUCTION.settings();
        return Synthesized.of(settings.with(settings.network().withSingleNat(true)));
    }

    private static void checkSingleNat(Synthesized all) {
        assertThat(all.resources("aws_eip")).hasSize(1);
        Resource nat = all.resource("aws_nat_gateway");
        assertThat(privateRoutes(all))
                .hasSize(3)
                .allSatisfy(route -> assertThat(all.references(route)).contains(nat));
    }

    private static List<Row> routes() {
        return List.of(
                new Row(
                        17,
                        "Public subnets share one table, which leads to the internet gateway",
                        RouteRows::checkPublicRoutes,
                        set("aws_route", "subnets/public-route", "/destination_cidr_block", "10.0.0.0/8")),
                new Row(
                        18,
                        "Each private subnet has its own table, which leads to the NAT gateway of its zone",
                        RouteRows::checkPrivateRoutes,
                        all -> all.withChange(
                                all.resource("aws_route", "subnets/private-a-route"),
                                "/nat_gateway_id",
                                "${"
                                        + all.resource("aws_nat_gateway", "subnets/nat-b")
                                                .address() + ".id}")),
                new Row(
                        19,
                        "No table of a private subnet leads to an internet gateway",
                        all -> assertThat(privateRoutes(all))
                                .isNotEmpty()
                                .allSatisfy(route -> assertThat(all.references(route))
                                        .noneMatch(to -> to.type().equals("aws_internet_gateway"))),
                        all -> all.withChange(
                                all.resource("aws_route", "subnets/private-a-route"),
                                "/gateway_id",
                                "${" + all.resource("aws_internet_gateway").address() + ".id}")));
    }

    private static void checkPublicRoutes(Synthesized all) {
        List<Resource> tables = tablesOf(all, NetworkRows.publicSubnets(all));
        assertThat(tables).hasSize(3).containsOnly(tables.getFirst());
        assertThat(routesOf(all, tables.getFirst())).singleElement().satisfies(route -> {
            assertThat(route.text("destination_cidr_block")).isEqualTo("0.0.0.0/0");
            assertThat(all.references(route)).contains(all.resource("aws_internet_gateway"));
        });
    }

    private static void checkPrivateRoutes(Synthesized all) {
        List<Resource> subnets = NetworkRows.privateSubnets(all);
        assertThat(tablesOf(all, subnets)).hasSize(3).doesNotHaveDuplicates();
        for (Resource subnet : subnets) {
            Resource table = tablesOf(all, List.of(subnet)).getFirst();
            assertThat(routesOf(all, table)).singleElement().satisfies(route -> {
                assertThat(route.text("destination_cidr_block")).isEqualTo("0.0.0.0/0");
                Resource stands = all.referred(all.referred(route, "aws_nat_gateway"), "aws_subnet");
                assertThat(stands.text("availability_zone")).isEqualTo(subnet.text("availability_zone"));
            });
        }
    }

    private static List<Resource> privateRoutes(Synthesized all) {
        return tablesOf(all, NetworkRows.privateSubnets(all)).stream()
                .flatMap(table -> routesOf(all, table).stream())
                .toList();
    }

    private static List<Resource> tablesOf(Synthesized all, List<Resource> subnets) {
        return all.resources("aws_route_table_association").stream()
                .filter(association -> subnets.contains(all.referred(association, "aws_subnet")))
                .map(association -> all.referred(association, "aws_route_table"))
                .toList();
    }

    private static List<Resource> routesOf(Synthesized all, Resource table) {
        return all.resources("aws_route").stream()
                .filter(route -> all.references(route).contains(table))
                .toList();
    }
}
