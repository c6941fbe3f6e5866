package dev.tryops.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The linear score of one class: {@code bias + Σ weight · (x − mean) / std}. A binary model has one entry, the positive
 * class, with the difference of the two classes' weights; its sigmoid is the probability.
 */
public record ClassCoefficients(double bias, List<Term> features) {

    /** The category of a term that is added where the feature, a number or a text, is missing. */
    public static final String MISSING = "";

    public ClassCoefficients {
        features = List.copyOf(features);
    }

    /**
     * One summand; {@code category} is set where the term belongs to one value of a text feature, or to a missing value
     * of any feature.
     */
    public record Term(String name, @Nullable String category, double weight, double mean, double std) {

        public Term {
            if (!Double.isFinite(weight) || !Double.isFinite(mean) || !Double.isFinite(std) || std <= 0) {
                throw new IllegalArgumentException("Weight, mean and std of '" + name + "' are finite, std above 0");
            }
        }

        /** The contribution of the raw value {@code x} to the score, in log-odds. */
        public double contribution(double x) {
            return weight * (x - mean) / std;
        }

        /** The contribution of a text: as a number it is 1 where it is this term's category, and else 0. */
        double contribution(String text) {
            return contribution(text.equals(category) ? 1 : 0);
        }
    }
}
