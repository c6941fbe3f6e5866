package dev.tryops.api.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RarityTest {

    @Test
    void fewCommonCategoriesHaveNothingRare() {
        Rarity rarity = Rarity.of(List.of(500L, 300L, 200L), 0, true);

        assertThat(rarity.unlisted()).isZero();
        assertThat(rarity.line()).isZero();
    }

    @Test
    void whatWasSeenOnceTellsHowMuchWasNot() {
        Rarity rarity = Rarity.of(List.of(500L, 30L, 1L, 1L, 1L), 0, true);

        assertThat(rarity.unlisted()).isEqualTo(3);
        assertThat(rarity.line()).isEqualTo(1);
    }

    @Test
    void whatIsJustAboveTheEndOfTheListWillFallBelowIt() {
        List<Long> listed = Stream.concat(Stream.of(400L, 90L), Collections.nCopies(20, 5L).stream())
                .toList();

        Rarity rarity = Rarity.of(listed, 200, false);

        assertThat(rarity.gain()).isEqualTo(100);
        assertThat(rarity.unlisted()).isEqualTo(300);
        assertThat(rarity.line()).isEqualTo(5);
    }
}
