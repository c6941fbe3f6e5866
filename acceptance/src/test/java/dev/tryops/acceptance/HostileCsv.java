package dev.tryops.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Training data with every kind of column, whose names and categories would be markup or code where they are not text. */
final class HostileCsv {

    static final String MARKUP = "<img src=x onerror=alert(1)>";
    static final String PROTOTYPE = "__proto__";
    static final String POINTER = "a/b~c";

    private static final List<String> REGIONS = List.of("north", "<b>south</b>", "Île-de-France", "東京");

    private HostileCsv() {}

    static Path write(Path file, long seed) throws IOException {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>(
                List.of(String.join(",", "age", "region", MARKUP, PROTOTYPE, POINTER, "member", "decision")));
        for (int i = 0; i < 800; i++) {
            int age = 20 + random.nextInt(50);
            int region = random.nextInt(REGIONS.size());
            double ratio = random.nextInt(1_000) / 1_000.0;
            boolean member = random.nextBoolean();
            double score = age / 20.0 + region - 3 * ratio + (member ? 1 : 0) + random.nextGaussian();
            lines.add(String.join(
                    ",",
                    random.nextInt(10) == 0 ? "" : Integer.toString(age),
                    random.nextInt(10) == 0 ? "" : REGIONS.get(region),
                    Double.toString(ratio),
                    Double.toString(random.nextInt(100) / 10.0),
                    Integer.toString(random.nextInt(1_000)),
                    Boolean.toString(member),
                    score > 3 ? "<i>approved</i>" : "refused"));
        }
        return Files.write(file, lines);
    }
}
