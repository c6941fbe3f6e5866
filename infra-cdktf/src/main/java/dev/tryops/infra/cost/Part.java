package dev.tryops.infra.cost;

/** Why a line is in the estimate: what the seed counted, and by name everything that corrects or extends it. */
enum Part {
    SEED("what the seed counts"),

    ENDPOINT_ZONES("interface endpoints are paid for in each zone"),
    VOLUMES("the nodes' root volumes"),
    NAT_ADDRESSES("public addresses of the NAT gateways"),
    BALANCER_ADDRESSES("public addresses of the load balancer"),

    EXTENDED_SUPPORT("extended support of the cluster's version"),
    OWN_KEYS("keys that sign models and guard the state"),
    MORE_ENDPOINTS("interface endpoints that the seed has not"),
    TRAFFIC("traffic, which the seed leaves out of its sum");

    private final String title;

    Part(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Whether it is of the seed's own design, counted right: the sum of these is the corrected base. */
    boolean isOfTheSeedsDesign() {
        return ordinal() <= BALANCER_ADDRESSES.ordinal();
    }
}
