package dev.tryops.training.fit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tryops.model.ClassLabel;
import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import dev.tryops.training.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of feature with every kind of target, from the table to the graph and back. */
class MixedFeaturesTest {

    private static final List<String> REGIONS =
            List.of("north", "Île-de-France", "東京", "\"quoted\", \\ and so on", "rare");
    private static final double MISSING = 0.15;

    /** Which kinds of columns, whether values are missing, and how many classes. */
    static Stream<Arguments> combinations() {
        return Stream.of(
                        List.of(Dtype.FLOAT64),
                        List.of(Dtype.INT64, Dtype.BOOL),
                        List.of(Dtype.STRING),
                        List.of(Dtype.STRING, Dtype.STRING),
                        List.of(Dtype.FLOAT64, Dtype.STRING, Dtype.INT64, Dtype.STRING, Dtype.BOOL))
                .flatMap(types -> Stream.of(true, false)
                        .flatMap(missing -> Stream.of(2, 3, 7).map(classes -> Arguments.of(types, missing, classes))));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void theGraphComputesWhatTheTrainerComputes(List<Dtype> types, boolean missing, int classes) {
        Dataset data = data(types, missing, classes, 600);
        LogisticModel model = new LogisticTrainer(42).fit(data);

        Parity parity = Parity.of(model, OnnxExport.toBytes(model), data);

        assertThat(parity.maxDifference()).isLessThan(2e-6);
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void theCoefficientsSayTheSame(List<Dtype> types, boolean missing, int classes) {
        Dataset data = data(types, missing, classes, 600);
        LogisticModel model = new LogisticTrainer(42).fit(data);
        GoldenRows golden = GoldenRows.select(model, data);

        // The readers' own model, made of the metadata alone, replays the golden rows.
        assertThat(Replay.fault(model, data.classLabels(), golden.rows(), OnnxExport.toBytes(model)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void goldenRowsNoticeEverySwapOfTwoColumnsOfOneKind(List<Dtype> types, boolean missing, int classes) {
        Dataset data = data(types, missing, classes, 300);
        LogisticModel model = new LogisticTrainer(42).fit(data);

        GoldenRows golden = GoldenRows.select(model, data);

        assertThat(golden.indistinguishable()).isZero();
        assertThat(golden.rows()).hasSize(20);
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void fitsTheSameBytesTwice(List<Dtype> types, boolean missing, int classes) {
        Dataset data = data(types, missing, classes, 200);

        assertThat(OnnxExport.toBytes(new LogisticTrainer(42).fit(data)))
                .isEqualTo(OnnxExport.toBytes(new LogisticTrainer(42).fit(data)));
    }

    @Test
    void aCategoryThatWasNeverSeenCountsAsTheMostFrequentOne() {
        Dataset data = data(List.of(Dtype.STRING), false, 2, 600);
        LogisticModel model = new LogisticTrainer(42).fit(data);
        List<String> kept =
                ((FeatureEncoding.Categorical) model.encoding().features().getFirst()).categories();

        Dataset unseen = Dataset.of(
                data.schema(),
                List.of(List.of("Atlantis", kept.getFirst())),
                new double[][] {{0, 1}},
                new int[] {0, 1},
                data.classLabels());
        double[] probabilities = model.shown(unseen);

        assertThat(probabilities[0]).isEqualTo(probabilities[1]);
        assertThat(Parity.of(model, OnnxExport.toBytes(model), unseen).holds()).isTrue();
    }

    @Test
    void textsOfOneCategoryAloneStillMakeAGraph() throws InvalidProtocolBufferException {
        FeatureSchema schema = schema(List.of(Dtype.STRING, Dtype.STRING), false);
        Dataset data = Dataset.of(
                schema,
                List.of(List.of("a"), List.of("b")),
                new double[2][40],
                IntStream.range(0, 40).map(i -> i % 4 == 0 ? 1 : 0).toArray(),
                labels(2));
        LogisticModel model = new LogisticModel(Encoding.of(data), new double[] {-1.1}, new double[1][0]);

        byte[] onnx = OnnxExport.toBytes(model);

        assertThat(Parity.of(model, onnx, data).holds()).isTrue();
        assertThat(OnnxMl.ModelProto.parseFrom(onnx).getGraph().getInputCount()).isEqualTo(1);
    }

    private static Dataset data(List<Dtype> types, boolean missing, int classes, int rows) {
        Random random = new Random(7);
        double[][] columns = new double[types.size()][rows];
        int[] targets = new int[rows];
        for (int row = 0; row < rows; row++) {
            double signal = 0;
            for (int f = 0; f < columns.length; f++) {
                double value = draw(types.get(f), random);
                signal += value / (f + 1);
                columns[f][row] = missing && random.nextDouble() < MISSING ? Double.NaN : value;
            }
            targets[row] = Math.floorMod((int) Math.round(signal + random.nextGaussian()), classes);
        }
        List<List<String>> categories = new ArrayList<>();
        types.forEach(type -> categories.add(type == Dtype.STRING ? REGIONS : List.of()));
        return Dataset.of(schema(types, missing), categories, columns, targets, labels(classes));
    }

    private static double draw(Dtype type, Random random) {
        return switch (type) {
            case FLOAT64 -> 3 + 2 * random.nextGaussian();
            case INT64 -> random.nextInt(100) - 20;
            case BOOL -> random.nextInt(2);
            case STRING -> Math.min(REGIONS.size() - 1, (int) (5.2 * random.nextDouble() * random.nextDouble()));
        };
    }

    private static FeatureSchema schema(List<Dtype> types, boolean nullable) {
        return new FeatureSchema(IntStream.range(0, types.size())
                .mapToObj(i -> new Feature("f" + (9 - i), i, types.get(i), nullable))
                .toList());
    }

    private static List<ClassLabel> labels(int classes) {
        return IntStream.range(0, classes)
                .mapToObj(k -> ClassLabel.ofText("class " + k))
                .toList();
    }
}
