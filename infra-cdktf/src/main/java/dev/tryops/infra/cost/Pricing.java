package dev.tryops.infra.cost;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What one resource costs, from what is written of it. */
final class Pricing {

    private final NodePricing nodes;
    private final SupportCalendar calendar;
    private final LocalDate today;

    Pricing(Synthesis synthesis, SupportCalendar calendar, LocalDate today) {
        this.nodes = new NodePricing(synthesis);
        this.calendar = calendar;
        this.today = today;
    }

    /** Nothing, if it is of a kind that is free. */
    Stream<Line> lines(Found resource) {
        return switch (resource.type()) {
            case "aws_eks_cluster" -> cluster(resource);
            case "aws_eks_node_group" -> nodes.lines(resource);
            case "aws_nat_gateway" -> always(resource, "NAT gateway", Part.SEED, Price.NAT_GATEWAY);
            case "aws_eip" -> always(resource, "public address", Part.NAT_ADDRESSES, Price.PUBLIC_IPV4);
            case "aws_vpc_endpoint" -> endpoint(resource);
            case "aws_kms_key", "aws_kms_replica_key" ->
                always(resource, "key", isOfTheSeed(resource) ? Part.SEED : Part.OWN_KEYS, Price.KMS_KEY);
            default -> throw new NoPrice("nobody has priced this type");
        };
    }

    private Stream<Line> cluster(Found cluster) {
        String version = cluster.text("version");
        Stream<Line> standard = always(cluster, "control plane " + version, Part.SEED, Price.CONTROL_PLANE);
        LocalDate end = calendar.endOfStandardSupport(version);
        if (!today.isAfter(end)) {
            return standard;
        }
        BigDecimal more = Price.CONTROL_PLANE_IN_EXTENDED_SUPPORT.monthly().subtract(Price.CONTROL_PLANE.monthly());
        return Stream.concat(
                standard,
                Stream.of(new Line(
                        cluster.address(),
                        "control plane %s after %s".formatted(version, end),
                        Part.EXTENDED_SUPPORT,
                        Amount.of(more))));
    }

    /** The seed has two endpoints, and counts one of them. */
    private static Stream<Line> endpoint(Found endpoint) {
        if (endpoint.text("vpc_endpoint_type").equals("Gateway")) {
            return Stream.empty();
        }
        JsonNode subnets = endpoint.body().path("subnet_ids");
        if (!subnets.isArray() || subnets.isEmpty()) {
            throw new NoPrice("it is not written how many subnets it is in: " + subnets);
        }
        String service = endpoint.text("service_name");
        Part part = service.endsWith(".ecr.api")
                ? Part.SEED
                : service.endsWith(".ecr.dkr") ? Part.ENDPOINT_ZONES : Part.MORE_ENDPOINTS;
        return Stream.of(new Line(
                endpoint.address(),
                "interface endpoint in %d zones".formatted(subnets.size()),
                part,
                Amount.of(Price.INTERFACE_ENDPOINT.monthly(subnets.size()))));
    }

    /** The seed has keys to encrypt with, and neither one that signs nor a state of its own. */
    private static boolean isOfTheSeed(Found key) {
        return !key.stack().equals("bootstrap") && !key.text("key_usage").equals("SIGN_VERIFY");
    }

    private static Stream<Line> always(Found resource, String what, Part part, Price price) {
        return Stream.of(new Line(resource.address(), what, part, Amount.of(price.monthly())));
    }
}
