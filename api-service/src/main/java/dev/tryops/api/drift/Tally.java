package dev.tryops.api.drift;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What a version has been asked and has answered, in cells that only ever grow (sums may also fall): counted by many
 * threads at once without a lock, each in one of a few copies, which reading adds up. Cells wrap around without harm, as
 * they are read as differences.
 */
final class Tally {

    private static final int MOST_COPIES = 8;

    private final AtomicLongArray[] copies;

    Tally(int cells) {
        int wanted = Math.min(MOST_COPIES, Runtime.getRuntime().availableProcessors());
        copies = new AtomicLongArray[Integer.highestOneBit(2 * wanted - 1)];
        for (int i = 0; i < copies.length; i++) {
            copies[i] = new AtomicLongArray(cells);
        }
    }

    /** The copy that the calling thread adds to. */
    AtomicLongArray mine() {
        return copies[(int) Thread.currentThread().threadId() & copies.length - 1];
    }

    int cells() {
        return copies[0].length();
    }

    long sum(int cell) {
        long sum = 0;
        for (AtomicLongArray copy : copies) {
            sum += copy.get(cell);
        }
        return sum;
    }

    long[] snapshot() {
        long[] sums = new long[cells()];
        for (AtomicLongArray copy : copies) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += copy.get(i);
            }
        }
        return sums;
    }
}
