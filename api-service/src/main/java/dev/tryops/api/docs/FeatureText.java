package dev.tryops.api.docs;

import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureStatistics;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A feature in sentences: what it takes, and how it was distributed where the model learned it. */
final class FeatureText {

    private static final MathContext DIGITS = new MathContext(6);
    private static final double PERCENT = 100;

    private FeatureText() {}

    static String of(Feature feature, @Nullable FeatureStatistics statistics) {
        StringBuilder text = new StringBuilder(kind(feature.dtype()));
        if (feature.nullable()) {
            text.append(" May be null or absent.");
        }
        switch (statistics) {
            case FeatureStatistics.Numeric numeric -> numeric(text, feature.dtype(), numeric);
            case FeatureStatistics.Categorical categorical ->
                text.append(" In training: %d different values.".formatted(categorical.nUnique()));
            case null -> {}
        }
        if (statistics != null && statistics.missingRate() > 0) {
            text.append(String.format(Locale.ROOT, " Missing in %.1f %%.", PERCENT * statistics.missingRate()));
        }
        return text.toString();
    }

    private static String kind(Dtype dtype) {
        return switch (dtype) {
            case INT64 -> "An integer, in any notation.";
            case FLOAT64 -> "A number.";
            case BOOL -> "true, false, 0 or 1.";
            case STRING -> "A text; one that the model has not seen counts as unknown.";
        };
    }

    private static void numeric(StringBuilder text, Dtype dtype, FeatureStatistics.Numeric numeric) {
        if (dtype == Dtype.BOOL) {
            text.append(" In training: true in ")
                    .append(shown(PERCENT * numeric.mean()))
                    .append(" %.");
            return;
        }
        text.append(" In training: ")
                .append(shown(numeric.min()))
                .append(" to ")
                .append(shown(numeric.max()));
        Double low = numeric.percentiles().get("p25");
        Double middle = numeric.percentiles().get("p50");
        Double high = numeric.percentiles().get("p75");
        if (low != null && middle != null && high != null) {
            text.append(", median ").append(shown(middle));
            text.append(", half of them within ")
                    .append(shown(low))
                    .append(" to ")
                    .append(shown(high));
        }
        text.append('.');
    }

    private static String shown(double value) {
        return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }
}
