package dev.tryops.api.tracing;

/**
 * What the routes tell of the request that they answer, in this order, on its thread. A step lasts until the next one is
 * told of, or until the request ends.
 */
public interface RequestTrace {

    /** Of a request that nobody traces. */
    RequestTrace NONE = new RequestTrace() {
        @Override
        public void bodyRead() {}

        @Override
        public void decoding(String modelVersion) {}

        @Override
        public void inferring(int rows) {}

        @Override
        public void writing() {}

        @Override
        public void answered() {}

        @Override
        public void refused() {}

        @Override
        public void failed(Throwable thrown) {}
    };

    /** The whole body is here; what follows until decoding is waiting for a place. */
    void bodyRead();

    /** A model was borrowed and reads the body. */
    void decoding(String modelVersion);

    /** The body was understood and has so many rows. */
    void inferring(int rows);

    /** Everything is computed; the answer is made and sent. */
    void writing();

    /** The answer was sent. */
    void answered();

    /** The client gets a problem instead of an answer. */
    void refused();

    /** The service is at fault. Only the kind of {@code thrown} is told: its message may quote what the client sent. */
    void failed(Throwable thrown);
}
