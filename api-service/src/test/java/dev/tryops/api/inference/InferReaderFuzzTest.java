package dev.tryops.api.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.api.fuzz.Choices;
import dev.tryops.api.fuzz.Corpus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link InferReaderFuzz} would find at once, without a fuzzer. */
class InferReaderFuzzTest {

    private final InferAgreement agreement = new InferAgreement();

    @ParameterizedTest
    @MethodSource("kept")
    void meansTheRowsOfNativeRequestsInWhatIsKept(Corpus.Input input) {
        agreement.check(input.bytes());
    }

    static List<Corpus.Input> kept() {
        return Corpus.of(InferReaderFuzz.class);
    }

    @Test
    void meansTheRowsOfNativeRequestsInWhatIsGenerated() {
        for (int seed = 0; seed < 2_000; seed++) {
            agreement.check(Choices.ofSeed(seed));
        }

        assertThat(agreement.tally().share()).isBetween(0.3, 0.6);
    }
}
