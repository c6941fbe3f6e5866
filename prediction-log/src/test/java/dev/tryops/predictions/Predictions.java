package dev.tryops.predictions;

import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import dev.tryops.model.InputLayout;
import dev.tryops.model.ModelVersion;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/** Predictions that nobody made, for tests of what keeps them. */
final class Predictions {

    static final ModelVersion VERSION = new ModelVersion("v20260208_160016_2b35ca");
    static final Instant NOON = Instant.parse("2026-02-08T12:00:00Z");
    static final String DIGEST = "ab".repeat(32);

    private Predictions() {}

    static Feature feature(String name, int position, Dtype dtype) {
        return new Feature(name, position, dtype, true);
    }

    static PredictionSource source(ModelVersion version, List<String> labels, Feature... features) {
        FeatureSchema schema = new FeatureSchema(List.of(features));
        return new PredictionSource(version, DIGEST, schema.hash(), new InputLayout(schema), labels);
    }

    /** Two classes and this many numbers. */
    static PredictionSource numeric(ModelVersion version, int features) {
        return source(
                version,
                List.of("0", "1"),
                IntStream.range(0, features)
                        .mapToObj(i -> feature("f" + i, i, Dtype.FLOAT64))
                        .toArray(Feature[]::new));
    }

    /** Rows with values drawn from {@code seed}, all of the same time. */
    static PredictionBlock block(PredictionSource source, Instant at, int rows, long seed) {
        Random random = new Random(seed);
        PredictionBlock block = PredictionBlock.of(source, rows);
        for (int row = 0; row < rows; row++) {
            block.ids()[2 * row] = at.toEpochMilli() << 16 | 0x7000 | random.nextInt(1 << 12);
            block.ids()[2 * row + 1] = random.nextLong() >>> 2 | Long.MIN_VALUE;
            block.decided()[row] = random.nextInt(source.classes());
            block.answered()[row] = random.nextFloat();
        }
        fill(block.numbers(), random);
        fill(block.probabilities(), random);
        Arrays.setAll(block.texts(), i -> "text " + random.nextInt(5));
        return block;
    }

    private static void fill(float[] floats, Random random) {
        for (int i = 0; i < floats.length; i++) {
            floats[i] = random.nextFloat();
        }
    }

    /** A whole file of these blocks, which are of one model and day. */
    static PredictionFile file(PredictionBlock... blocks) {
        PredictionFile file =
                new PredictionFile(PredictionLayout.dayOf(blocks[0].at()), blocks[0].source(), "0123abcd", "1.0-test");
        for (PredictionBlock block : blocks) {
            file.add(block, 0, block.rows());
            file.endGroup();
        }
        return file;
    }

    static List<UUID> ids(PredictionBlock block) {
        return IntStream.range(0, block.rows()).mapToObj(block::id).toList();
    }
}
