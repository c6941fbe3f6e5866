package dev.tryops.infra.cost;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/** What is used, and what the cluster's services make by themselves. */
final class UsagePricing {

    private UsagePricing() {}

    static List<Line> lines(Usage usage) {
        return Stream.of(
                        gigabytes("usage/models", usage.modelsGb(), Part.SEED, Price.S3_STORAGE),
                        gigabytes("usage/images", usage.imagesGb(), Part.SEED, Price.ECR_STORAGE),
                        gigabytes("usage/logs-ingested", usage.logsIngestedGb(), Part.SEED, Price.LOG_INGESTION),
                        gigabytes("usage/logs-stored", usage.logsStoredGb(), Part.SEED, Price.LOG_STORAGE),
                        gigabytes("usage/nat", usage.natGb(), Part.TRAFFIC, Price.NAT_GATEWAY_TRAFFIC),
                        gigabytes(
                                "usage/endpoints", usage.endpointsGb(), Part.TRAFFIC, Price.INTERFACE_ENDPOINT_TRAFFIC),
                        gigabytes("usage/internet", usage.internetGb(), Part.TRAFFIC, Price.INTERNET_TRAFFIC),
                        each("usage/load-balancers", usage.loadBalancers(), Part.SEED, Price.CLASSIC_LOAD_BALANCER),
                        each(
                                "usage/load-balancer-addresses",
                                usage.loadBalancerAddresses(),
                                Part.BALANCER_ADDRESSES,
                                Price.PUBLIC_IPV4))
                .filter(line -> line.amount().base().signum() > 0)
                .toList();
    }

    private static Line gigabytes(String address, BigDecimal quantity, Part part, Price price) {
        return new Line(address, quantity + " GB", part, Amount.of(price.monthly(quantity)));
    }

    private static Line each(String address, int quantity, Part part, Price price) {
        return new Line(address, String.valueOf(quantity), part, Amount.of(price.monthly(quantity)));
    }
}
