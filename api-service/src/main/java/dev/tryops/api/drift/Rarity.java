package dev.tryops.api.drift;

import java.util.TreeMap;

/**
 * What a sample's rare categories let expect of the next. Those that it counted once more often than they should be will be
 * counted less, and those that it did not see at all will be there: of categories with r rows, the next sample of the same
 * size has as many rows as this one has in categories with r + 1 (Good 1953, Turing's estimate). So what lies below a line,
 * unseen categories included, gains the rows of the categories just above it.
 *
 * @param unlisted rows to be expected in categories that the baseline does not list, where the sample is as large as the
 *     baseline's
 * @param gain how many of them are not among the baseline's rows
 * @param line categories with at most so many rows are best taken together: there the line gains next to nothing
 */
record Rarity(double unlisted, double gain, long line) {

    /**
     * @param listed rows of each listed category
     * @param other rows of all others
     * @param complete whether there are no others
     */
    static Rarity of(Iterable<Long> listed, long other, boolean complete) {
        TreeMap<Long, Long> rowsByCount = new TreeMap<>();
        listed.forEach(count -> rowsByCount.merge(count, count, Long::sum));
        long cut = complete || rowsByCount.isEmpty() ? 0 : rowsByCount.firstKey();
        double below = other + rowsByCount.getOrDefault(cut, 0L);
        double gain = rowsByCount.getOrDefault(cut, 0L) + rowsByCount.getOrDefault(cut + 1, 0L);
        return new Rarity(other + gain, gain, line(rowsByCount, cut, below));
    }

    /** The first line above {@code cut} where the gain is well below what chance does to the rows below it. */
    private static long line(TreeMap<Long, Long> rowsByCount, long cut, double below) {
        long line = cut;
        double rows = below;
        while (rowsByCount.getOrDefault(line + 1, 0L) > Math.sqrt(rows) / 2) {
            line++;
            rows += rowsByCount.getOrDefault(line, 0L);
        }
        return line;
    }
}
