package dev.tryops.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * People whose approval depends on their age alone: what else changes about them changes no prediction. Drawn from one
 * distribution, so that rows drawn later do not drift from those that were learned from.
 */
final class Applicants {

    private static final List<String> REGIONS = List.of("north", "south", "east");

    private Applicants() {}

    record Row(int age, int income, String region) {

        /** The same person in another currency. */
        Row richer() {
            return new Row(age, income * 2, region);
        }

        String json() {
            return "{\"age\":%d,\"income\":%d,\"region\":\"%s\"}".formatted(age, income, region);
        }
    }

    static List<Row> draw(int rows, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, rows)
                .mapToObj(i -> new Row(
                        25 + random.nextInt(40),
                        30_000 + random.nextInt(60_000),
                        REGIONS.get(random.nextInt(REGIONS.size()))))
                .toList();
    }

    /** A training file with the target {@code approved}. */
    static Path write(Path file, int rows, long seed) throws IOException {
        Random random = new Random(seed + 1);
        String lines = draw(rows, seed).stream()
                .map(row -> "%d,%d,%s,%d"
                        .formatted(row.age, row.income, row.region, row.age + random.nextGaussian() * 5 > 45 ? 1 : 0))
                .collect(Collectors.joining("\n", "age,income,region,approved\n", "\n"));
        return Files.writeString(file, lines);
    }

    static String batch(List<Row> rows) {
        return rows.stream().map(Row::json).collect(Collectors.joining(",", "{\"instances\":[", "]}"));
    }
}
