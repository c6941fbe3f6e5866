package dev.tryops.training.fit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tryops.model.InputLayout;
import dev.tryops.training.data.Dataset;
import dev.tryops.training.data.TestData;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OnnxExportTest {

    private static final List<String> NAMES = List.of("zeta", "Alpha", "10", "beta", "9");

    private final Dataset data =
            TestData.normal(NAMES, 2_000, 1, values -> 2 * values[0] - values[1] + values[2] / 2 - 3 * values[4]);
    private final LogisticModel model = new LogisticTrainer(42).fit(data);

    @Test
    void takesRawFeaturesInSchemaOrderAndGivesTwoProbabilities() throws OrtException {
        byte[] onnx = OnnxExport.toBytes(model);
        try (OnnxGraph graph = OnnxGraph.open(onnx, new InputLayout(model.schema()), 2)) {
            assertThat(graph.signatureFault()).isEmpty();
        }
        InputLayout four = new InputLayout(TestData.floats(NAMES.subList(0, 4)));
        try (OnnxGraph graph = OnnxGraph.open(onnx, four, 2)) {
            assertThat(graph.signatureFault())
                    .hasValueSatisfying(fault -> assertThat(fault).contains("[N, 4]"));
        }
    }

    @Test
    void computesWhatTheTrainerComputes() {
        Parity parity = Parity.of(model, OnnxExport.toBytes(model), data);

        assertThat(parity.holds()).isTrue();
        assertThat(parity.rows()).isEqualTo(2_000);
    }

    @Test
    void foldsTheStandardizationIntoTheWeights() throws InvalidProtocolBufferException {
        assertThat(operators(model)).containsExactly("Gemm", "Sigmoid");
    }

    @Test
    void standardizesInTheGraphWhatFoldingWouldRound() throws InvalidProtocolBufferException {
        LogisticModel years = Models.ofNumbers(
                model.schema(), new double[] {2_000, 0, 0, 0, 0}, new double[] {0.5, 1, 1, 1, 1}, 0, new double[] {
                    1, 1, 1, 1, 1
                });

        assertThat(operators(years)).containsExactly("Sub", "Div", "Clip", "Gemm", "Softmax");
    }

    @Test
    void keepsParityOnColumnsFarFromZero() {
        Dataset timestamps = TestData.of(
                TestData.floats(List.of("seconds", "small")),
                new double[][] {
                    IntStream.range(0, 1_000)
                            .mapToDouble(i -> 1.7e9 + 1_000 * i)
                            .toArray(),
                    IntStream.range(0, 1_000).mapToDouble(i -> 1e-30 * (i % 7)).toArray()
                },
                classes(1_000));
        LogisticModel fitted = new LogisticTrainer(42).fit(timestamps);

        assertThat(Parity.of(fitted, OnnxExport.toBytes(fitted), timestamps).holds())
                .isTrue();
    }

    @Test
    void answersWithANumberToEveryValueThatFloat32Holds() {
        double[][] columns = new double[5][10];
        for (int feature = 0; feature < 5; feature++) {
            columns[feature][2 * feature] = 3.4e38;
            columns[feature][2 * feature + 1] = -3.4e38;
        }
        Dataset extremes = TestData.of(TestData.floats(NAMES), columns, classes(10));

        LogisticModel steep = Models.ofNumbers(
                model.schema(), new double[5], new double[] {0.15, 1e-3, 1, 1e-30, 1e3}, 0, new double[] {4, -4, 0, 1, 1
                });

        assertThat(Parity.of(model, OnnxExport.toBytes(model), extremes).holds())
                .isTrue();
        assertThat(Parity.of(steep, OnnxExport.toBytes(steep), extremes).holds())
                .isTrue();
    }

    @Test
    void answersWithANumberWhereFoldedTermsOverflowBothWays() throws InvalidProtocolBufferException {
        LogisticModel folded = Models.ofNumbers(
                model.schema(), new double[5], new double[] {0.15, 1e-3, 1, 0.01, 1e3}, 0, new double[] {4, -4, 0, 1, 1
                });
        double[][] columns = new double[5][4];
        columns[0] = new double[] {3.4e38, 3.4e38, -3.4e38, 3.4e38};
        columns[1] = new double[] {3.4e38, -3.4e38, 3.4e38, 0};
        columns[3] = new double[] {-3.4e38, 3.4e38, -3.4e38, -3.4e38};
        Dataset extremes = TestData.of(TestData.floats(NAMES), columns, classes(4));

        assertThat(operators(folded)).contains("Sigmoid");
        assertThat(Parity.of(folded, OnnxExport.toBytes(folded), extremes).holds())
                .isTrue();
    }

    @Test
    void noticesAGraphWithTwoColumnsExchanged() {
        assertThat(Parity.of(model, OnnxExport.toBytes(exchanged(0, 4)), data).holds())
                .isFalse();
    }

    @Test
    void doesNotTakeNotANumberForAgreement() {
        double difference = Parity.largestDifference(new double[] {0.5, 0.5}, new double[] {Double.NaN, 0.5});

        assertThat(new Parity(difference, 2).holds()).isFalse();
    }

    @Test
    void writesTheSameBytesTwice() {
        assertThat(OnnxExport.toBytes(new LogisticTrainer(42).fit(data))).isEqualTo(OnnxExport.toBytes(model));
    }

    private static List<String> operators(LogisticModel model) throws InvalidProtocolBufferException {
        return OnnxMl.ModelProto.parseFrom(OnnxExport.toBytes(model)).getGraph().getNodeList().stream()
                .map(OnnxMl.NodeProto::getOpType)
                .toList();
    }

    private LogisticModel exchanged(int first, int second) {
        double[] weights = model.weights()[0].clone();
        weights[first] = model.weights()[0][second];
        weights[second] = model.weights()[0][first];
        return new LogisticModel(model.encoding(), model.biases(), new double[][] {weights});
    }

    private static int[] classes(int rows) {
        int[] classes = new int[rows];
        IntStream.range(0, rows).filter(row -> row > rows / 2 ^ row % 5 == 0).forEach(row -> classes[row] = 1);
        return classes;
    }
}
