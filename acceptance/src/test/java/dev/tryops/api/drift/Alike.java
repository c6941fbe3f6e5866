package dev.tryops.api.drift;

import java.util.random.RandomGenerator;

/** Draws applicants in whom all is good or all is bad, by the same distribution of each feature as ever. */
record Alike(RandomGenerator random, int[] drawn, double[] luck) implements RandomGenerator {

    private static final int DRAWS_OF_A_ROW = 6;
    private static final int DEBT = 4;
    private static final int NOISE = 5;

    Alike(RandomGenerator random) {
        this(random, new int[1], new double[1]);
    }

    @Override
    public double nextGaussian(double mean, double deviation) {
        int place = drawn[0]++ % DRAWS_OF_A_ROW;
        if (place == 0) {
            luck[0] = random.nextGaussian();
        }
        return mean
                + deviation
                        * switch (place) {
                            case DEBT -> -luck[0];
                            case NOISE -> random.nextGaussian();
                            default -> luck[0];
                        };
    }

    @Override
    public long nextLong() {
        return random.nextLong();
    }
}
