package dev.tryops.api.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import dev.tryops.model.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceReaderTest {

    private final ReferenceReader reals = reader(Dtype.FLOAT64);
    private final ReferenceReader integers = reader(Dtype.INT64);

    @Test
    void roundsAsTheContractsKnownAnswersDo() {
        Vectors.section("numbers").required("rows").forEach(row -> {
            String literal = row.required("literal").asString();
            var read = reals.single(body(literal));

            assertThat(read.isPresent())
                    .as(literal)
                    .isEqualTo(row.required("accepted").asBoolean());
            read.ifPresent(rows -> assertThat(rows.getFirst().getFirst())
                    .as(literal)
                    .isEqualTo(new Cell.Float32(Integer.parseUnsignedInt(
                            row.required("float32_bits").asString(), 16))));
        });
    }

    @Test
    void findsTheDoubleThatItsLiteralSays() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(Decimal.of(Double.toString(value)).toDouble()).isEqualTo(value);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "8.0", "8e0", "80e-1", "-0.0", "0e99999999999", "9007199254740993", "1e30"})
    void takesIntegersInAnyNotation(String literal) {
        assertThat(integers.single(body(literal))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.5",
                "8.00000000000000001",
                "1e-99999999999",
                "1e39",
                "01",
                "+1",
                "1.",
                ".5",
                "1e",
                "NaN",
                "true"
            })
    void refusesWhatIsNoInteger(String literal) {
        assertThat(integers.single(body(literal))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"features\":{\"x\":1,\"\\u0078\":1}}",
                "{\"features\":{\"x\":1}}x",
                "{\"features\":{}}",
                "\ufeff{\"features\":{\"x\":1}}",
                "{\"features\":{\"x\":1},\"a\":1}",
                "{\"instances\":[]}",
                ""
            })
    void refusesBodiesThatAreNotJustARow(String body) {
        assertThat(reals.single(body.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    private static byte[] body(String literal) {
        return "{\"features\":{\"x\":%s}}".formatted(literal).getBytes(StandardCharsets.UTF_8);
    }

    private static ReferenceReader reader(Dtype dtype) {
        return new ReferenceReader(new FeatureSchema(List.of(new Feature("x", 0, dtype, false))));
    }
}
