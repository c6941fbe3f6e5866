package dev.tryops.api.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.api.fuzz.Choices;
import dev.tryops.api.fuzz.Corpus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link PredictionReaderFuzz} would find at once, without a fuzzer. */
class PredictionReaderFuzzTest {

    private final PredictionAgreement agreement = new PredictionAgreement();

    @ParameterizedTest
    @MethodSource("kept")
    void agreesWithTheReferenceOnWhatIsKept(Corpus.Input input) {
        agreement.check(input.bytes());
    }

    static List<Corpus.Input> kept() {
        return Corpus.of(PredictionReaderFuzz.class);
    }

    @Test
    void agreesWithTheReferenceOnWhatIsGenerated() {
        for (int seed = 0; seed < 10_000; seed++) {
            agreement.check(Choices.ofSeed(seed));
        }

        assertThat(agreement.tally().share()).isBetween(0.3, 0.6);
    }
}
