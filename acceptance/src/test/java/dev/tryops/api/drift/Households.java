package dev.tryops.api.drift;

import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A table with what makes comparisons hard: a text with common and rare categories and one with hundreds, missing values of
 * both kinds, many ties, a long tail, truth values, a constant; and three classes.
 *
 * @param missing the share of rows without a value, of the two columns that may have none
 * @param regions how the first text's categories are spread: 1 as in training, less the more evenly
 */
record Households(double missing, double regions) implements Population {

    static final Households OF_TRAINING = new Households(0.1, 1);

    private static final List<String> REGIONS = List.of("north", "south", "east", "west", "island", "abroad");
    private static final List<String> STREETS =
            IntStream.range(0, 400).mapToObj(i -> "street " + i).toList();

    @Override
    public FeatureSchema schema() {
        return new FeatureSchema(List.of(
                new Feature("region", 0, Dtype.STRING, true),
                new Feature("street", 1, Dtype.STRING, false),
                new Feature("spent", 2, Dtype.FLOAT64, false),
                new Feature("children", 3, Dtype.INT64, false),
                new Feature("rooms", 4, Dtype.FLOAT64, true),
                new Feature("owner", 5, Dtype.BOOL, false),
                new Feature("country", 6, Dtype.INT64, false)));
    }

    @Override
    public List<List<String>> categories() {
        return List.of(REGIONS, STREETS, List.of(), List.of(), List.of(), List.of(), List.of());
    }

    @Override
    public int classes() {
        return 3;
    }

    @Override
    public double[] draw(RandomGenerator random) {
        double region = skewed(random, REGIONS.size(), 2 * regions);
        double street = skewed(random, STREETS.size(), 3);
        double spent = Math.rint(100 * Math.exp(random.nextGaussian(3, 1.5))) / 100;
        double children = Math.floor(4 * Math.pow(random.nextDouble(), 3));
        double rooms = 1 + random.nextInt(6) / 2.0;
        double owner = random.nextInt(4) == 0 ? 1 : 0;
        double score = Math.log(spent) / 3 + children / 2 + owner - region / 4 + random.nextGaussian();
        return new double[] {
            random.nextDouble() < missing ? Double.NaN : region,
            street,
            spent,
            children,
            random.nextDouble() < missing ? Double.NaN : rooms,
            owner,
            49,
            Math.clamp((int) Math.floor(score), 0, 2)
        };
    }

    /** An index below {@code size}, the lower the likelier. */
    private static double skewed(RandomGenerator random, int size, double power) {
        return Math.floor(size * Math.pow(random.nextDouble(), power));
    }
}
