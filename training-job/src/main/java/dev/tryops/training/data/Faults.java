package dev.tryops.training.data;

import java.util.ArrayList;
import java.util.List;

/** Counts every fault and keeps the first few: a file can have millions. */
final class Faults {

    private static final int KEPT = 10;

    private final List<Fault> first = new ArrayList<>(KEPT);
    private long count;

    void add(Fault fault) {
        count++;
        if (first.size() < KEPT) {
            first.add(fault);
        }
    }

    void addAll(Faults others) {
        first.addAll(others.first);
        count += others.count;
    }

    void throwIfAny(String file) {
        if (count > 0) {
            throw BadData.in(file, first.stream().sorted().toList(), count);
        }
    }
}
