package dev.tryops.training.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Counts rows that are equal to an earlier one, by 64-bit hashes: among n different rows about n²/2⁶⁵ are taken for
 * equal, which is none. When the table is full, only hashes with one more zero at the end are kept, so that equal rows
 * still meet and the count is that of a sample.
 */
final class DuplicateRows {

    private static final int SLOTS = 1 << 20;
    private static final int MOST = SLOTS / 2;
    private static final double WORTH_TELLING = 0.01;

    private long[] hashes = new long[SLOTS];
    private int kept;
    private int zeros;
    private long sampled;
    private long duplicates;

    void add(double[] cells) {
        long hash = hash(cells);
        if (!isSampled(hash)) {
            return;
        }
        sampled++;
        if (!insert(hashes, hash)) {
            duplicates++;
            return;
        }
        kept++;
        if (kept > MOST) {
            thinOut();
        }
    }

    private boolean isSampled(long hash) {
        return (hash & ((1L << zeros) - 1)) == 0;
    }

    private void thinOut() {
        zeros++;
        // The rows that are no longer sampled are taken out of both counts in proportion.
        sampled /= 2;
        duplicates /= 2;
        long[] old = hashes;
        hashes = new long[SLOTS];
        kept = 0;
        Arrays.stream(old).filter(hash -> hash != 0 && isSampled(hash)).forEach(hash -> {
            insert(hashes, hash);
            kept++;
        });
    }

    private static boolean insert(long[] slots, long hash) {
        int slot = (int) (hash >>> 44);
        while (slots[slot] != 0) {
            if (slots[slot] == hash) {
                return false;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        slots[slot] = hash;
        return true;
    }

    /** Mixes as SplitMix64 does, cell by cell. */
    private static long hash(double[] cells) {
        long hash = 0;
        for (double cell : cells) {
            hash = (hash ^ Double.doubleToLongBits(cell + 0.0)) + 0x9E3779B97F4A7C15L;
            hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
            hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
            hash ^= hash >>> 31;
        }
        return hash == 0 ? 1L << 62 : hash;
    }

    /** A sentence if at least 1 % of {@code rows} are repetitions. */
    Optional<String> warning(long rows) {
        double rate = (double) duplicates / Math.max(sampled, 1);
        if (rate < WORTH_TELLING) {
            return Optional.empty();
        }
        String count = zeros == 0
                ? String.format(Locale.ROOT, "%,d", duplicates)
                : String.format(Locale.ROOT, "About %,d", Math.round(rate * rows));
        String sample = zeros == 0 ? "" : ", by a sample of 1 in %d".formatted(1 << zeros);
        return Optional.of(String.format(
                Locale.ROOT,
                "%s of %,d rows (%.0f %%) repeat an earlier row%s; the hold-out shares them with the training rows and flatters the model.",
                count,
                rows,
                100 * rate,
                sample));
    }
}
