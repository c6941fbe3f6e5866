package dev.tryops.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassLabelTest {

    @Test
    void numbersSortAsNumbers() {
        assertThat(ClassLabel.sorted(List.of("10", "9", "-1", "9.0")))
                .extracting(ClassLabel::text)
                .containsExactly("-1", "9", "10");
    }

    @Test
    void oneTextAmongNumbersMakesAllText() {
        assertThat(ClassLabel.sorted(List.of("10", "9", "x")))
                .containsExactly(ClassLabel.ofText("10"), ClassLabel.ofText("9"), ClassLabel.ofText("x"));
    }

    @Test
    void textSortsByCodePoint() {
        // In UTF-16 order the emoji's surrogates would come before U+FFFD.
        assertThat(ClassLabel.sorted(List.of("😀", "\ufffd", "b", "a")))
                .extracting(ClassLabel::text)
                .containsExactly("a", "b", "\ufffd", "😀");
    }

    @Test
    void aNumberTooLongToWriteOutIsText() {
        assertThat(ClassLabel.sorted(List.of("1e999999999", "1")))
                .extracting(ClassLabel::numeric)
                .containsOnly(false);
    }
}
