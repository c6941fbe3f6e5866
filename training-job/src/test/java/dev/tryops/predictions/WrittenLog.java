package dev.tryops.predictions;

import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import dev.tryops.model.InputLayout;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.ObjectStore;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** A log of predictions as the service writes it, row by row. */
public final class WrittenLog {

    private static final InputLayout LAYOUT =
            new InputLayout(new FeatureSchema(List.of(new Feature("age", 0, Dtype.INT64, false))));

    private final ObjectStore store;
    private final RandomGenerator random;
    private long sequence;

    public WrittenLog(ObjectStore store, RandomGenerator random) {
        this.store = store;
        this.random = random;
    }

    /** One answer: the class decided for, and the probabilities. */
    public record Row(UUID id, int decided, float... probabilities) {}

    /** The id of a prediction at a time. */
    public UUID id(Instant time) {
        return new UUID(
                time.toEpochMilli() << 16 | 0x7000 | random.nextInt(1 << 12), random.nextLong() >>> 2 | Long.MIN_VALUE);
    }

    /** Writes rows of one day as one object, and returns its key. */
    public String write(ModelVersion version, List<String> labels, List<Row> rows) {
        PredictionSource source = new PredictionSource(version, "ab".repeat(32), "cd".repeat(16), LAYOUT, labels);
        Instant first = PredictionLayout.timeOf(rows.getFirst().id());
        PredictionFile file = new PredictionFile(LocalDate.ofInstant(first, ZoneOffset.UTC), source, "0123abcd", "1");
        for (Row row : rows) {
            PredictionBlock block = PredictionBlock.of(source, 1);
            block.ids()[0] = row.id().getMostSignificantBits();
            block.ids()[1] = row.id().getLeastSignificantBits();
            block.numbers()[0] = 30;
            block.decided()[0] = row.decided();
            block.answered()[0] = row.probabilities()[labels.size() == 2 ? 1 : row.decided()];
            System.arraycopy(row.probabilities(), 0, block.probabilities(), 0, labels.size());
            file.add(block, 0, 1);
        }
        byte[] bytes = file.finish();
        String key = file.object("0123abcd", sequence++).key();
        store.create(key, bytes);
        return key;
    }
}
