package dev.tryops.infra.cost;

/** Why a line is in the estimate: what the seed counted, and by name everything that corrects or extends it. */
enum Part {
    SEED("what the seed counts", true),

    ENDPOINT_ZONES("interface endpoints are paid for in each zone", true),
    VOLUMES("the nodes' root volumes", true),
    NAT_ADDRESSES("public addresses of the NAT gateways", true),
    BALANCER_ADDRESSES("public addresses of the load balancer", true),

    EXTENDED_SUPPORT("extended support of the cluster's version", false),
    OWN_KEYS("keys that sign models and guard the state", false),
    MORE_ENDPOINTS("interface endpoints that the seed has not", false),
    TRAFFIC("traffic, which the seed leaves out of its sum", false);

    private final String title;
    private final boolean ofTheSeedsDesign;

    Part(String title, boolean ofTheSeedsDesign) {
        this.title = title;
        this.ofTheSeedsDesign = ofTheSeedsDesign;
    }

    String title() {
        return title;
    }

    /** Whether it is of the seed's own design, counted right: the sum of these is the corrected base. */
    boolean isOfTheSeedsDesign() {
        return ofTheSeedsDesign;
    }
}
