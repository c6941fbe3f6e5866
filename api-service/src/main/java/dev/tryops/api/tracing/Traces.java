package dev.tryops.api.tracing;

/** Where routes find the trace of the request that they answer. */
@FunctionalInterface
public interface Traces extends AutoCloseable {

    /** Nothing is traced. */
    Traces OFF = () -> RequestTrace.NONE;

    /** Of the request that the calling thread answers. */
    RequestTrace current();

    /** Sends what has not been sent, for a limited time. */
    @Override
    default void close() {}
}
