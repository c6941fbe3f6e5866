package dev.tryops.training.data;

import java.util.Comparator;

/** Something wrong with a file, at a line (0: the file as a whole), with what to do about it. Sorts by line. */
record Fault(long line, String what, String remedy) implements Comparable<Fault> {

    private static final Comparator<Fault> BY_LINE = Comparator.comparingLong(Fault::line);
    private static final int SHOWN = 40;

    static Fault inColumn(long line, String column, String what, String remedy) {
        return new Fault(line, "column '%s': %s".formatted(shortened(column), what), remedy);
    }

    String where() {
        return line == 0 ? what : "line %d, %s".formatted(line, what);
    }

    /** A value as messages quote it: on one line, and at most 40 characters of it. */
    static String shortened(String value) {
        String oneLine = value.replaceAll("\\p{Cntrl}+", " ");
        return oneLine.length() <= SHOWN ? oneLine : oneLine.substring(0, SHOWN) + "…";
    }

    @Override
    public int compareTo(Fault other) {
        return BY_LINE.compare(this, other);
    }
}
