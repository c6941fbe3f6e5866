package dev.tryops.model;

/** What every program of TryOps tells its caller when it ends. */
public enum ExitCode {
    DONE(0),
    FAILURE(1),
    USAGE(2),
    BAD_DATA(3),
    REFUSED(4),
    LOST_RACE(5),
    OUTCOME_UNKNOWN(6);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
