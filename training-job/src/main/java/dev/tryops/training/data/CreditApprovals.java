package dev.tryops.training.data;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Credit approvals that were never applied for: a data set of any size to try things out with. */
public final class CreditApprovals {

    private static final String HEADER = "age,income,credit_score,employment_years,debt_ratio,approved\n";

    private final RandomGenerator random;

    /** {@code java.util.Random} because its algorithm is specified: a seed draws the same rows on every platform. */
    public CreditApprovals(long seed) {
        this.random = new Random(seed);
    }

    /** Writes {@code rows} rows and a header. */
    public void write(Path file, int rows) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(HEADER);
            for (int i = 0; i < rows; i++) {
                out.write(row());
            }
        }
    }

    private String row() {
        double age = clipped(45, 10, 25, 70);
        double income = clipped(65_000, 20_000, 30_000, 150_000);
        double creditScore = clipped(680, 70, 300, 850);
        double employmentYears = clipped(10, 8, 0, 40);
        double debtRatio = clipped(0.35, 0.15, 0, 1);
        double score = (creditScore - 300) / 550 * 0.4
                + (income - 30_000) / 120_000 * 0.3
                + (1 - debtRatio) * 0.2
                + employmentYears / 40 * 0.1;
        int approved = score + random.nextGaussian(0, 0.1) > 0.5 ? 1 : 0;
        return (int) age + "," + (int) income + "," + (int) creditScore + "," + (int) employmentYears + ","
                + Math.rint(debtRatio * 1_000) / 1_000 + "," + approved + "\n";
    }

    private double clipped(double mean, double standardDeviation, double low, double high) {
        return Math.clamp(random.nextGaussian(mean, standardDeviation), low, high);
    }
}
