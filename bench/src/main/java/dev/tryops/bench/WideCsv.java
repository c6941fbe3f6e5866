package dev.tryops.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/** Training data of any width: standard normal numbers of four decimals, and a target that all of them decide on. */
final class WideCsv {

    static final String TARGET = "target";

    private static final int ROWS = 2_000;
    private static final long SEED = 42;

    private WideCsv() {}

    static Path write(Path file, int features) throws IOException {
        Random random = new Random(SEED);
        double[] weights = random.doubles(features, -1, 1).toArray();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < features; i++) {
                out.write("x" + i + ",");
            }
            out.write(TARGET + "\n");
            for (int row = 0; row < ROWS; row++) {
                double score = random.nextGaussian();
                for (double weight : weights) {
                    double value = random.nextGaussian();
                    score += weight * value;
                    out.write(String.format(Locale.ROOT, "%.4f,", value));
                }
                out.write(score > 0 ? "1\n" : "0\n");
            }
        }
        return file;
    }
}
