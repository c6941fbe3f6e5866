package dev.tryops.registry;

/** The store, or the key that signs what goes into it, could not be asked, or did not answer. */
public final class StoreUnavailable extends RuntimeException {

    public StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    public StoreUnavailable(String message) {
        super(message);
    }
}
