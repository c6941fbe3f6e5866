package dev.tryops.infra.cost;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** As much of the seed's design as costs something, and a little of what does not, written by hand. */
final class SeedDesign {

    static final Usage USAGE = usage(0);
    static final LocalDate BEFORE_THE_END = LocalDate.parse("2026-07-29");
    static final LocalDate AFTER_THE_END = BEFORE_THE_END.plusDays(1);

    private SeedDesign() {}

    static Usage usage(int trafficGb) {
        BigDecimal ten = BigDecimal.TEN;
        BigDecimal traffic = BigDecimal.valueOf(trafficGb);
        return new Usage(ten, BigDecimal.valueOf(5), ten, ten, traffic, traffic, traffic, 1, 3);
    }

    static Synthesis synthesis() {
        List<Found> all = new ArrayList<>();
        all.add(found("foundation", "aws_vpc", "vpc", "{'cidr_block': '10.0.0.0/16'}"));
        for (String zone : List.of("a", "b", "c")) {
            all.add(found(
                    "foundation", "aws_nat_gateway", zone, "{'subnet_id': '${aws_subnet.%s.id}'}".formatted(zone)));
            all.add(found("foundation", "aws_eip", zone, "{'domain': 'vpc'}"));
        }
        all.add(endpoint("ecr.api", 3));
        all.add(endpoint("ecr.dkr", 3));
        all.add(found("foundation", "aws_vpc_endpoint", "s3", "{'vpc_endpoint_type': 'Gateway'}"));
        for (String key : List.of("eks", "s3", "ecr")) {
            all.add(found("foundation", "aws_kms_key", key, "{'enable_key_rotation': true}"));
        }
        all.add(found("cluster", "aws_eks_cluster", "cluster", "{'version': '1.33'}"));
        all.addAll(nodes("api", "t3.medium", "2, 2, 5", 20));
        all.addAll(nodes("training", "t3.large", "1, 1, 3", 50));
        return new Synthesis(all);
    }

    static Synthesis plus(Found... more) {
        List<Found> all = new ArrayList<>(synthesis().resources());
        all.addAll(List.of(more));
        return new Synthesis(all);
    }

    static Synthesis without(Predicate<Found> which) {
        return new Synthesis(
                synthesis().resources().stream().filter(which.negate()).toList());
    }

    static Found endpoint(String service, int zones) {
        String subnets = String.join(
                ",",
                IntStream.range(0, zones)
                        .mapToObj(i -> "'${aws_subnet.private-" + i + ".id}'")
                        .toList());
        return found(
                "foundation",
                "aws_vpc_endpoint",
                service.replace('.', '-'),
                "{'vpc_endpoint_type': 'Interface', 'service_name': 'com.amazonaws.us-east-1.%s', 'subnet_ids': [%s]}"
                        .formatted(service, subnets));
    }

    /** @param sizes least, desired and most */
    static List<Found> nodes(String name, String instance, String sizes, int gib) {
        List<String> size = List.of(sizes.split(", ", 3));
        return List.of(
                found(
                        "cluster",
                        "aws_launch_template",
                        name,
                        "{'block_device_mappings': [{'ebs': {'volume_size': %d, 'volume_type': 'gp3'}}]}"
                                .formatted(gib)),
                found("cluster", "aws_eks_node_group", name, """
                        {'instance_types': ['%s'], 'capacity_type': 'ON_DEMAND',
                         'scaling_config': {'min_size': %s, 'desired_size': %s, 'max_size': %s},
                         'launch_template': {'id': '${aws_launch_template.%s.id}', 'version': '1'}}
                        """.formatted(
                                instance, size.get(0), size.get(1), size.get(2), name)));
    }

    static Found found(String stack, String type, String name, String json) {
        return new Found(stack, type, name, JsonMapper.shared().readTree(json.replace('\'', '"')));
    }

    static Estimate estimate(Synthesis synthesis) {
        return Estimate.of(synthesis, USAGE, SeedDesign::calendar, BEFORE_THE_END);
    }

    static LocalDate calendar(String version) {
        if (!version.equals("1.33")) {
            throw new NoPrice("nobody knows " + version);
        }
        return BEFORE_THE_END;
    }
}
