package dev.tryops.training.fit;

import dev.tryops.training.data.Dataset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How often each category of a text column occurs. */
final class CategoryCounts {

    private CategoryCounts() {}

    /** Those that occur, the most frequent first; equally frequent ones by name. */
    static Map<String, Long> of(Dataset data, int feature) {
        List<String> names = data.categories(feature);
        long[] counts = new long[names.size()];
        for (int row = 0; row < data.rows(); row++) {
            double index = data.value(feature, row);
            if (!Double.isNaN(index)) {
                counts[(int) index]++;
            }
        }
        Map<String, Long> found = new LinkedHashMap<>();
        IntStream.range(0, counts.length)
                .filter(i -> counts[i] > 0)
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(i -> -counts[i]).thenComparing(names::get))
                .forEach(i -> found.put(names.get(i), counts[i]));
        return found;
    }
}
