package dev.tryops.cli.aws;

/** Nobody vouches for who calls; nothing was changed. */
public final class UnknownCaller extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownCaller(String message, Throwable cause) {
        super(message, cause);
    }
}
