package dev.tryops.training.data;

import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What the values of a column are, decided on the first of them and kept from then on. */
enum ColumnKind {
    /** No value has been seen yet. */
    UNDECIDED,
    NUMBER,
    TRUTH,
    TEXT;

    /** Counts what the first values of a column look like. */
    static final class Census {

        private final Map<Literal, Long> counts = new EnumMap<>(Literal.class);
        private long leadingZeros;

        void count(String text) {
            Literal literal = Literal.of(text);
            counts.merge(literal, 1L, Long::sum);
            if (literal == Literal.INTEGER && Numbers.hasLeadingZero(text)) {
                leadingZeros++;
            }
        }

        private long of(Literal literal) {
            return counts.getOrDefault(literal, 0L);
        }

        /** Integers such as 01234, which are codes and no quantities. */
        boolean looksLikeCodes() {
            return leadingZeros > 0 && of(Literal.DECIMAL) == 0 && kindOfValues() == NUMBER;
        }

        /** The kind of the majority; a model's clients that send texts keep sending them. */
        ColumnKind decide(Optional<Feature> serving) {
            if (serving.filter(feature -> feature.dtype() == Dtype.STRING).isPresent()) {
                return TEXT;
            }
            return looksLikeCodes() && serving.isEmpty() ? TEXT : kindOfValues();
        }

        private ColumnKind kindOfValues() {
            long numbers = of(Literal.INTEGER) + of(Literal.DECIMAL);
            long truths = of(Literal.TRUTH);
            long texts = of(Literal.TEXT);
            if (texts > numbers + truths) {
                return TEXT;
            }
            if (numbers + truths == 0) {
                // Not a finite number is still meant to be a number, and is refused as such.
                return of(Literal.NOT_FINITE) > 0 ? NUMBER : UNDECIDED;
            }
            return numbers >= truths ? NUMBER : TRUTH;
        }
    }
}
