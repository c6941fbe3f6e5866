package dev.tryops.infra.network;

import com.hashicorp.cdktf.providers.aws.eip.Eip;
import com.hashicorp.cdktf.providers.aws.internet_gateway.InternetGateway;
import com.hashicorp.cdktf.providers.aws.nat_gateway.NatGateway;
import com.hashicorp.cdktf.providers.aws.route.Route;
import com.hashicorp.cdktf.providers.aws.route_table.RouteTable;
import com.hashicorp.cdktf.providers.aws.route_table_association.RouteTableAssociation;
import com.hashicorp.cdktf.providers.aws.subnet.Subnet;
import dev.tryops.infra.settings.Cidr;
import dev.tryops.infra.settings.Names;
import dev.tryops.infra.settings.NetworkSettings;
import dev.tryops.infra.settings.NetworkSettings.Zone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/**
 * Two subnets in each zone. Only load balancers and NAT gateways live in the public one; what the private one sends out
 * leaves through the NAT gateway of its zone.
 */
final class Subnets extends Construct {

    private static final String EVERYWHERE = "0.0.0.0/0";

    private final String vpcId;
    private final Names names;
    private final String region;
    private final List<String> publicIds = new ArrayList<>();
    private final List<String> privateIds = new ArrayList<>();
    private final List<String> privateTableIds = new ArrayList<>();

    Subnets(
            Construct scope,
            String vpcId,
            InternetGateway internet,
            NetworkSettings settings,
            Names names,
            String region) {
        super(scope, "subnets");
        this.vpcId = vpcId;
        this.names = names;
        this.region = region;
        RouteTable open = table("public");
        route(open, "public").gatewayId(internet.getId()).build();
        List<NatGateway> gateways = new ArrayList<>();
        for (Zone zone : settings.zones()) {
            Subnet subnet = subnet("public-" + zone.letter(), zone.publicSubnet(), zone, "kubernetes.io/role/elb");
            publicIds.add(subnet.getId());
            associate("public-" + zone.letter(), subnet, open);
            if (gateways.isEmpty() || !settings.singleNat()) {
                gateways.add(nat(zone, subnet, internet));
            }
            closed(zone, gateways.getLast());
        }
    }

    private void closed(Zone zone, NatGateway nat) {
        String name = "private-" + zone.letter();
        Subnet subnet = subnet(name, zone.privateSubnet(), zone, "kubernetes.io/role/internal-elb");
        privateIds.add(subnet.getId());
        RouteTable table = table(name);
        privateTableIds.add(table.getId());
        route(table, name).natGatewayId(nat.getId()).build();
        associate(name, subnet, table);
    }

    private Subnet subnet(String name, Cidr range, Zone zone, String role) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("Name", names.of(name));
        tags.put(role, "1");
        tags.put(names.clusterTag(), "shared");
        return Subnet.Builder.create(this, name)
                .vpcId(vpcId)
                .cidrBlock(range.toString())
                .availabilityZone(region + zone.letter())
                .mapPublicIpOnLaunch(false)
                .tags(tags)
                .build();
    }

    private NatGateway nat(Zone zone, Subnet subnet, InternetGateway internet) {
        Eip address = Eip.Builder.create(this, "address-" + zone.letter())
                .domain("vpc")
                .tags(Network.named(names.of("nat-" + zone.letter())))
                .build();
        return NatGateway.Builder.create(this, "nat-" + zone.letter())
                .subnetId(subnet.getId())
                .allocationId(address.getId())
                .tags(Network.named(names.of(zone.letter())))
                .dependsOn(List.of(internet)) // which AWS does not tell Terraform by a reference
                .build();
    }

    private RouteTable table(String name) {
        return RouteTable.Builder.create(this, name + "-table")
                .vpcId(vpcId)
                .tags(Network.named(names.of(name)))
                .build();
    }

    private Route.Builder route(RouteTable table, String name) {
        return Route.Builder.create(this, name + "-route")
                .routeTableId(table.getId())
                .destinationCidrBlock(EVERYWHERE);
    }

    private void associate(String name, Subnet subnet, RouteTable table) {
        RouteTableAssociation.Builder.create(this, name + "-association")
                .subnetId(subnet.getId())
                .routeTableId(table.getId())
                .build();
    }

    List<String> publicIds() {
        return List.copyOf(publicIds);
    }

    List<String> privateIds() {
        return List.copyOf(privateIds);
    }

    List<String> privateTableIds() {
        return List.copyOf(privateTableIds);
    }
}
