package dev.tryops.training.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.ClassLabel;
import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import dev.tryops.training.data.Dataset;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordEncoderTest {

    private final List<List<String>> categories = List.of(List.of(), List.of("Rome", "Oslo", "Lima"));
    private final Dataset data = Dataset.of(
            new FeatureSchema(
                    List.of(new Feature("age", 0, Dtype.FLOAT64, true), new Feature("city", 1, Dtype.STRING, true))),
            categories,
            new double[][] {{20.1, Double.NaN, 40.3, 50.4}, {0, 1, Double.NaN, 2}},
            new int[] {0, 1, 0, 1},
            List.of(ClassLabel.ofText("no"), ClassLabel.ofText("yes")));
    private final Encoding encoding = Encoding.of(data);

    @Test
    void encodesARowAwayFromItsTableAsTheTableDoes() throws IOException, ClassNotFoundException {
        Encoder inPlace = new Encoder(encoding, data);
        RecordEncoder away = new RecordEncoder(sent(encoding), categories);

        for (int row = 0; row < data.rows(); row++) {
            double[] expected = new double[encoding.columns()];
            inPlace.encode(row, expected);
            double[] cells = {data.value(0, row), data.value(1, row), data.classOf(row)};

            assertThat(away.encode(cells)).isEqualTo(expected);
        }
    }

    private static Encoding sent(Encoding encoding) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(encoding);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (Encoding) in.readObject();
        }
    }
}
