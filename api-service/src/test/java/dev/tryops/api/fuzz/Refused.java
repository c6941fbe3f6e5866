package dev.tryops.api.fuzz;

/** What the reference does not take, and why. */
final class Refused extends Exception {

    Refused(String reason) {
        super(reason, null, false, false);
    }
}
