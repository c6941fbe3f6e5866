package dev.tryops.infra.cost;

/** What a resource costs cannot be told, for the reason given. */
final class NoPrice extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoPrice(String reason) {
        super(reason);
    }
}
