package dev.tryops.predictions;

/** An object in the store of predictions is not what its key says. */
public final class DamagedLog extends RuntimeException {

    private final String key;
    private final String fault;

    DamagedLog(String key, String fault) {
        super(key + " " + fault);
        this.key = key;
        this.fault = fault;
    }

    DamagedLog(String key, Exception cause) {
        this(key, "cannot be read as a Parquet file: " + cause.getMessage());
        initCause(cause);
    }

    /** Of the object. */
    public String key() {
        return key;
    }

    /** What is wrong with it, as the rest of a sentence that begins with its key. */
    public String fault() {
        return fault;
    }
}
