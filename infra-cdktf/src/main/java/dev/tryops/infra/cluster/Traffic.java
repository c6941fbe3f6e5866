package dev.tryops.infra.cluster;

/**
 * What may pass a security group.
 *
 * @param protocol {@code tcp}, {@code udp}, or {@code -1} for all of them, which has no ports
 */
record Traffic(String protocol, int from, int to) {

    static final Traffic HTTPS = new Traffic("tcp", 443, 443);
    static final Traffic DNS_TCP = new Traffic("tcp", 53, 53);
    static final Traffic DNS_UDP = new Traffic("udp", 53, 53);
    /** Where programs listen that are not root: webhooks, metrics, the kubelet. */
    static final Traffic UNPRIVILEGED = new Traffic("tcp", 1025, 65_535);
    /** Where Kubernetes opens its services for load balancers. */
    static final Traffic NODE_PORTS = new Traffic("tcp", 30_000, 32_767);

    static final Traffic ALL = new Traffic("-1", -1, -1);

    boolean hasPorts() {
        return from >= 0;
    }
}
