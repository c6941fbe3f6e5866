package dev.tryops.api.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import dev.tryops.model.InputLayout;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

class JsonValuesTest {

    private final InputLayout layout = new InputLayout(new FeatureSchema(List.of(
            new Feature("integer", 0, Dtype.INT64, false),
            new Feature("real", 1, Dtype.FLOAT64, false),
            new Feature("truth", 2, Dtype.BOOL, false))));
    private final InferenceBuffers buffers = new InferenceBuffers();

    @ParameterizedTest
    @ValueSource(strings = {"0e9999999999", "0.0e-9999999999", "0E2147483648"})
    void zeroIsAnIntegerWithWhateverExponent(String literal) {
        for (InputLayout.Slot slot : layout.slots()) {
            assertThat(read(literal, slot)).isNull();
            assertThat(buffers.number(0, slot.column())).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-9999999999", "0.01E-2147483648"})
    void aTinyFractionIsNoInteger(String literal) {
        assertThat(read(literal, layout.slots().get(0))).isEqualTo(ValueFault.NOT_AN_INTEGER);
        assertThat(read(literal, layout.slots().get(1))).isNull();
    }

    @ParameterizedTest
    @CsvSource({"-0, 80000000", "-0.0, 80000000", "-0e0, 80000000", "0, 0", "-1, bf800000", "10, 41200000"})
    void theSignOfZeroStaysInAnyNotation(String literal, String bits) {
        assertThat(read(literal, layout.slots().get(0))).isNull();
        assertThat(Integer.toHexString(Float.floatToRawIntBits(buffers.number(0, 0))))
                .isEqualTo(bits);
    }

    private ValueFault read(String literal, InputLayout.Slot slot) {
        buffers.begin(layout);
        buffers.reserve(1);
        buffers.number(0, slot.column(), 42);
        try (JsonParser in = JsonInput.factory().build().createParser(ObjectReadContext.empty(), "[" + literal + "]")) {
            in.nextToken();
            return JsonValues.read(in, in.nextToken(), slot, buffers, 0);
        }
    }
}
