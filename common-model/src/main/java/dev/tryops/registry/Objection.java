package dev.tryops.registry;

/** One reason against a step, as a stable code and a sentence that says what to do. */
public record Objection(String code, String detail) {

    /** Automatic promotion while a person's rollback is in force. */
    public static final String ON_HOLD = "on_hold";

    /** A rollback where no earlier version is left on the path. */
    public static final String NOTHING_TO_ROLL_BACK = "nothing_to_roll_back";

    /** Unhold, or rollback, where nothing serves yet. */
    public static final String NOTHING_SERVES = "nothing_serves";

    /** Unhold where no hold is in force. */
    public static final String NOT_ON_HOLD = "not_on_hold";

    /** A repair of a pointer that passes every check. */
    public static final String NOTHING_TO_REPAIR = "nothing_to_repair";

    /** A repair where history has no entry that is sound. */
    public static final String NOTHING_TO_REPAIR_FROM = "nothing_to_repair_from";

    /** A restore of a version that is not marked for deletion. */
    public static final String NOT_RETIRED = "not_retired";

    static Objection of(Reason reason, String detail) {
        return new Objection(reason.code(), detail);
    }

    static Objection of(Refusal refusal) {
        return of(refusal.reason(), refusal.detail());
    }

    @Override
    public String toString() {
        return code + ": " + detail;
    }
}
