package dev.tryops.training.evaluate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Hold-outs that {@code evaluate/make_figures.py} draws alike, bit for bit, and what it recorded of them. */
record DrawnHoldout(double[] column, int[] classes, double[] first, double[] second) {

    static JsonNode figures(String name) {
        try (InputStream in = DrawnHoldout.class.getResourceAsStream("/evaluate/figures.json")) {
            return JsonMapper.shared().readTree(in).required(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With {@code levels}, the first model's probabilities are rounded down to that many steps, for ties and zeros. */
    static DrawnHoldout binary(int rows, long seed, int levels) {
        Lcg lcg = new Lcg(seed);
        DrawnHoldout drawn = new DrawnHoldout(new double[rows], new int[rows], new double[rows], new double[rows]);
        for (int i = 0; i < rows; i++) {
            double u = lcg.next();
            drawn.column[i] = u * 100;
            drawn.classes[i] = lcg.next() < u * u * (3 - 2 * u) ? 1 : 0;
            drawn.first[i] = lcg.noisy(u, 0.2);
            drawn.second[i] = lcg.noisy(u, 0.5);
            if (levels > 0) {
                drawn.first[i] = Math.floor(drawn.first[i] * levels) / levels;
            }
        }
        return drawn;
    }

    static Predictions multiclass(int rows, int numberOfClasses, long seed) {
        Lcg lcg = new Lcg(seed);
        int[] classes = new int[rows];
        double[] p = new double[rows * numberOfClasses];
        for (int i = 0; i < rows; i++) {
            classes[i] = (int) (lcg.next() * numberOfClasses);
            double total = 0;
            for (int k = 0; k < numberOfClasses; k++) {
                double u = lcg.next();
                p[i * numberOfClasses + k] = u * u + (k == classes[i] ? 0.4 : 0.05);
                total += p[i * numberOfClasses + k];
            }
            for (int k = 0; k < numberOfClasses; k++) {
                p[i * numberOfClasses + k] /= total;
            }
        }
        return new Predictions(classes, numberOfClasses, p);
    }

    Predictions ofFirst() {
        return predictions(classes, first);
    }

    Predictions ofSecond() {
        return predictions(classes, second);
    }

    /** Of two classes, by the probability of class 1. */
    static Predictions predictions(int[] classes, double... positive) {
        double[] both = new double[2 * positive.length];
        for (int i = 0; i < positive.length; i++) {
            both[2 * i] = 1 - positive[i];
            both[2 * i + 1] = positive[i];
        }
        return new Predictions(classes, 2, both);
    }

    private static final class Lcg {

        private long state;

        Lcg(long seed) {
            this.state = seed;
        }

        double next() {
            state = state * 6364136223846793005L + 1442695040888963407L;
            return (state >>> 11) * 0x1p-53;
        }

        double noisy(double u, double share) {
            return (1 - share) * u + share * next();
        }
    }
}
