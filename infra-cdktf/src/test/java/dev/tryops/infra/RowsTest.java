package dev.tryops.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@NeedsNode
class RowsTest {

    @ParameterizedTest
    @MethodSource("rows")
    void holdsAndNoticesWhenItIsBroken(Row row) {
        Synthesized whole = row.of().get();

        row.check().accept(whole);

        Synthesized broken = row.mutation().apply(whole);
        assertThat(broken.text()).isNotEqualTo(whole.text());
        assertThatExceptionOfType(AssertionError.class)
                .as("what the check of row %s says of a copy that breaks it", row)
                .isThrownBy(() -> row.check().accept(broken));
    }

    static Stream<Row> rows() {
        return Rows.all();
    }
}
