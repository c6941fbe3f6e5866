package dev.tryops.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import dev.tryops.model.Sha256;
import dev.tryops.model.Vectors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class TableReaderTest {

    @TempDir
    Path directory;

    @Test
    void readsColumnsInTheOrderOfTheHeaderWithoutTheTarget() throws IOException {
        Dataset data = read("income,approved,age\n10,1,2.5\n20,0,3\n");

        assertThat(data.schema().names()).containsExactly("income", "age");
        assertThat(TestData.columns(data)).isEqualTo(new double[][] {{10, 20}, {2.5, 3}});
        assertThat(data.classes()).containsExactly(1, 0);
    }

    @Test
    void acceptsAByteOrderMark() throws IOException {
        assertThat(read("\uFEFFage,approved\n1,0\n2,1\n").schema().names()).containsExactly("age");
        assertThat(read("\uFEFF\"age\",approved\n1,0\n2,1\n").schema().names()).containsExactly("age");
    }

    @Test
    void acceptsCarriageReturns() throws IOException {
        Dataset data = read("age,approved\r\n1,0\r\n2,1\r\n");

        assertThat(data.classLabels()).hasToString("[0, 1]");
        assertThat(data.column(0)).containsExactly(1, 2);
    }

    @Test
    void acceptsQuotedCommasAndQuotesInNamesAndLabels() throws IOException {
        Dataset data = read("\"age, in \"\"years\"\"\",approved\n\"1\",\"no, sorry\"\n\"2\",yes\n");

        assertThat(data.schema().names()).containsExactly("age, in \"years\"");
        assertThat(data.classLabels()).hasToString("[no, sorry, yes]");
    }

    @Test
    void acceptsAFileThatDoesNotEndWithANewLine() throws IOException {
        assertThat(read("age,approved\n1,0\n2,1").rows()).isEqualTo(2);
    }

    @Test
    void keepsHeaderNamesExactly() throws IOException {
        assertThat(read(" Age ,approved\n1,0\n2,1\n").schema().names()).containsExactly(" Age ");
    }

    @Test
    void infersTypesFromHowValuesAreWritten() throws IOException {
        Dataset data = read("a,b,c,d,e,approved\n1,1.5,true,-7,1e3,0\n+2,2,FALSE,9223372036854775808,4,1\n");

        assertThat(data.schema().features())
                .extracting(Feature::dtype)
                .containsExactly(Dtype.INT64, Dtype.FLOAT64, Dtype.BOOL, Dtype.FLOAT64, Dtype.FLOAT64);
        assertThat(data.schema().features()).noneMatch(Feature::nullable);
        assertThat(data.column(2)).containsExactly(1, 0);
    }

    @Test
    void keepsTheServingModelsTypesWhereTheValuesAllow() throws IOException {
        FeatureSchema serving = new FeatureSchema(List.of(
                new Feature("was_float", 0, Dtype.FLOAT64, false),
                new Feature("was_int", 1, Dtype.INT64, false),
                new Feature("was_bool", 2, Dtype.BOOL, false),
                new Feature("was_bool_too", 3, Dtype.BOOL, false)));
        Path file = write("was_bool,was_bool_too,was_int,was_float,approved\n1,1,2.5,3,0\n0,2,1,4,1\n");

        Dataset data = read(file, ReadOptions.strict("approved"), serving);

        assertThat(data.schema().features())
                .extracting(Feature::dtype)
                .containsExactly(Dtype.BOOL, Dtype.INT64, Dtype.FLOAT64, Dtype.FLOAT64);
    }

    @Test
    void readsNumberLabelsByTheirValue() throws IOException {
        Dataset data = read("age,approved\n1,1.0\n2,0\n3,1\n4,10e-1\n");

        assertThat(data.classLabels()).hasToString("[0, 1]");
        assertThat(data.classes()).containsExactly(1, 0, 1, 1);
    }

    @Test
    void digestsTheBytesOfTheFile() throws IOException {
        String csv = "\uFEFFage,approved\r\n1,0\r\n2,1\r\n";

        assertThat(TestData.ingest(ReadOptions.strict("approved"), write(csv)).sha256())
                .isEqualTo(Sha256.hex(csv.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void countsLinesThroughQuotedLineBreaks() throws IOException {
        Path file = write("age,approved\n1,\"a\nb\"\nx,c\n3,c\n");

        assertThatThrownBy(() -> TestData.read(file, "approved")).hasMessageContaining("line 4, column 'age'");
    }

    @Test
    void namesTheLineWithTheMalformedByte() throws IOException {
        StringBuilder csv = new StringBuilder("age,approved\n");
        IntStream.range(0, 20_000)
                .forEach(i -> csv.append(i).append(',').append(i % 2).append('\n'));
        byte[] bytes = csv.toString().getBytes(StandardCharsets.UTF_8);
        int last = bytes.length - 2;
        bytes[last] = (byte) 0xE9;
        Path file = Files.write(directory.resolve("data.csv"), bytes);

        assertThatThrownBy(() -> TestData.read(file, "approved")).hasMessageContaining("line 20001: not UTF-8");
    }

    @Test
    void roundsNumbersToTheModelsInputAsTheContractSays() throws IOException {
        for (JsonNode row : Vectors.section("numbers").required("rows")) {
            String literal = row.required("literal").asString();
            Path file = write("x,approved\n" + literal + ",0\n1,1\n");
            if (row.required("accepted").asBoolean()) {
                double input = TestData.read(file, "approved").input(0, 0);
                assertThat("%08x".formatted(Float.floatToRawIntBits((float) input)))
                        .as(literal)
                        .isEqualTo(row.required("float32_bits").asString());
            } else {
                assertThatThrownBy(() -> TestData.read(file, "approved"))
                        .as(literal)
                        .isInstanceOf(BadData.class);
            }
        }
    }

    private static Dataset read(Path file, ReadOptions options, FeatureSchema serving) {
        return new TableReader(new Locations(file), options, file.getParent())
                .read(Optional.of(serving), rows -> {})
                .data();
    }

    private Dataset read(String csv) throws IOException {
        return TestData.read(write(csv), "approved");
    }

    private Path write(String csv) throws IOException {
        return Files.writeString(directory.resolve("data.csv"), csv);
    }
}
