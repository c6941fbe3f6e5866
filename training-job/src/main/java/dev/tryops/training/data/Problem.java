package dev.tryops.training.data;

/** What makes a row bad: the kind of it, and the fault in full. */
record Problem(Reason reason, Fault fault) {

    static Problem inColumn(Reason reason, long line, String column, String what, String remedy) {
        return new Problem(reason, Fault.inColumn(line, column, what, remedy));
    }
}
