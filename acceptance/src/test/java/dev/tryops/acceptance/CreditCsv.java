package dev.tryops.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Small training files whose outcome is known beforehand. */
final class CreditCsv {

    private CreditCsv() {}

    /** People over 45 are approved, or, in the other world, refused: two models that cannot agree. */
    static Path write(Path file, boolean olderIsBetter, int rows, long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder csv = new StringBuilder("age,income,approved\n");
        for (int i = 0; i < rows; i++) {
            int age = 25 + random.nextInt(40);
            int income = 30_000 + random.nextInt(60_000);
            boolean older = age + random.nextGaussian() * 5 > 45;
            csv.append(age)
                    .append(',')
                    .append(income)
                    .append(',')
                    .append(older == olderIsBetter ? 1 : 0)
                    .append('\n');
        }
        return Files.writeString(file, csv);
    }
}
