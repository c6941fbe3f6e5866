package dev.tryops.infra.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Addresses and the ways out.
 *
 * @param vpc the range that all subnets lie in
 * @param zones availability zones, in the order in which they were added
 * @param singleNat one NAT gateway for all zones: cheaper, and gone with its zone
 * @param hardenedEndpoints interface endpoints for every AWS service in use, not only for the registry
 */
public record NetworkSettings(Cidr vpc, List<Zone> zones, boolean singleNat, boolean hardenedEndpoints) {

    /** Load balancers and the cluster's API need two zones. */
    private static final int FEWEST_ZONES = 2;
    /** Of a VPC, AWS accepts prefixes from here … */
    private static final int WIDEST = 16;
    /** … to here, as of its subnets. */
    private static final int NARROWEST = 28;

    public NetworkSettings {
        zones = List.copyOf(zones);
        BadSetting.unless(
                vpc.prefix() >= WIDEST && vpc.prefix() <= NARROWEST,
                "network.vpc",
                "is %s, but a VPC has a prefix of %d to %d".formatted(vpc, WIDEST, NARROWEST));
        BadSetting.unless(
                zones.size() >= FEWEST_ZONES,
                "network.zones",
                "has %d, but load balancers and EKS need %d".formatted(zones.size(), FEWEST_ZONES));
        checkNames(zones);
        checkSubnets(vpc, zones);
    }

    /** Three zones, their public and then their private subnets one after the other from the start of the range. */
    static NetworkSettings of(Cidr vpc, boolean singleNat) {
        List<String> letters = List.of("a", "b", "c");
        int prefix = vpc.prefix() + 4;
        List<Zone> zones = IntStream.range(0, letters.size())
                .mapToObj(i -> new Zone(letters.get(i), vpc.part(prefix, i), vpc.part(prefix, letters.size() + i)))
                .toList();
        return new NetworkSettings(vpc, zones, singleNat, false);
    }

    public int natGateways() {
        return singleNat ? 1 : zones.size();
    }

    public NetworkSettings withSingleNat(boolean single) {
        return new NetworkSettings(vpc, zones, single, hardenedEndpoints);
    }

    public NetworkSettings withHardenedEndpoints(boolean hardened) {
        return new NetworkSettings(vpc, zones, singleNat, hardened);
    }

    private static void checkNames(List<Zone> zones) {
        Set<String> letters = new HashSet<>();
        for (Zone zone : zones) {
            BadSetting.unless(
                    zone.letter().matches("[a-z]"),
                    "network.zones",
                    "has '" + zone.letter() + "', but a zone is a letter after the region's name");
            BadSetting.unless(letters.add(zone.letter()), "network.zones", "has '" + zone.letter() + "' twice");
        }
    }

    private static void checkSubnets(Cidr vpc, List<Zone> zones) {
        List<Cidr> earlier = new ArrayList<>();
        for (Zone zone : zones) {
            for (Cidr subnet : List.of(zone.publicSubnet(), zone.privateSubnet())) {
                String setting = "network.zones." + zone.letter();
                BadSetting.unless(vpc.contains(subnet), setting, "has %s, outside of %s".formatted(subnet, vpc));
                BadSetting.unless(
                        subnet.prefix() <= NARROWEST,
                        setting,
                        "has %s, but a subnet's prefix is at most %d".formatted(subnet, NARROWEST));
                for (Cidr other : earlier) {
                    BadSetting.unless(
                            !subnet.overlaps(other), setting, "has %s, which overlaps %s".formatted(subnet, other));
                }
                earlier.add(subnet);
            }
        }
    }

    /** An availability zone: the letter behind the region's name, and a subnet for either side. */
    public record Zone(String letter, Cidr publicSubnet, Cidr privateSubnet) {}
}
