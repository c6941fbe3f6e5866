package dev.tryops.cli.aws;

import org.jspecify.annotations.Nullable;

/** AWS did not do or say what a command needs. The message is for the operator: what, where, and what to do. */
public final class AwsProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AwsProblem(String message) {
        this(message, null);
    }

    AwsProblem(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
