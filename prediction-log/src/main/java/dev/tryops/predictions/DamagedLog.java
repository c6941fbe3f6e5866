package dev.tryops.predictions;

/** An object in the store of predictions is not what its key says. */
public final class DamagedLog extends RuntimeException {

    DamagedLog(String key, String fault) {
        super("%s is damaged: %s".formatted(key, fault));
    }

    DamagedLog(String key, Exception cause) {
        super("%s cannot be read as a Parquet file: %s".formatted(key, cause.getMessage()), cause);
    }
}
