package dev.tryops.api.drift;

import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** Credit applications, drawn by the training job's recipe; those of another time differ in three of its numbers. */
record Applicants(double age, double income, double creditScoreDeviation) implements Population {

    static final Applicants OF_TRAINING = new Applicants(45, 65_000, 70);
    static final Applicants DRIFTED = new Applicants(52, 75_000, 95);

    @Override
    public FeatureSchema schema() {
        return new FeatureSchema(List.of(
                new Feature("age", 0, Dtype.INT64, false),
                new Feature("income", 1, Dtype.INT64, false),
                new Feature("credit_score", 2, Dtype.INT64, false),
                new Feature("employment_years", 3, Dtype.INT64, false),
                new Feature("debt_ratio", 4, Dtype.FLOAT64, false)));
    }

    @Override
    public List<List<String>> categories() {
        return Collections.nCopies(5, List.of());
    }

    @Override
    public int classes() {
        return 2;
    }

    @Override
    public double[] draw(RandomGenerator random) {
        double years = clipped(random, age, 10, 25, 70);
        double earned = clipped(random, income, 20_000, 30_000, 150_000);
        double creditScore = clipped(random, 680, creditScoreDeviation, 300, 850);
        double employmentYears = clipped(random, 10, 8, 0, 40);
        double debtRatio = clipped(random, 0.35, 0.15, 0, 1);
        double score = (creditScore - 300) / 550 * 0.4
                + (earned - 30_000) / 120_000 * 0.3
                + (1 - debtRatio) * 0.2
                + employmentYears / 40 * 0.1;
        int approved = score + random.nextGaussian(0, 0.1) > 0.5 ? 1 : 0;
        return new double[] {
            (int) years,
            (int) earned,
            (int) creditScore,
            (int) employmentYears,
            Math.rint(debtRatio * 1_000) / 1_000,
            approved
        };
    }

    private static double clipped(RandomGenerator random, double mean, double deviation, double low, double high) {
        return Math.clamp(random.nextGaussian(mean, deviation), low, high);
    }
}
