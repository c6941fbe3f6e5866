package dev.tryops.predictions;

import static dev.tryops.predictions.Predictions.NOON;
import static dev.tryops.predictions.Predictions.VERSION;
import static dev.tryops.predictions.Predictions.feature;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.InMemoryObjectStore;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Written by one library and read by another. */
class PredictionLogTest {

    private static final ModelVersion LATER = new ModelVersion("v20260209_080000_aaaaaa");
    private static final LocalDate DAY = LocalDate.parse("2026-02-08");

    private final CountingStore store = new CountingStore();
    private final PredictionLog log = PredictionLog.in(store);
    private long sequence;

    @Test
    void keepsEveryBitOfANumber() {
        PredictionSource source = Predictions.source(
                VERSION, List.of("no", "yes"), feature("a", 0, Dtype.FLOAT64), feature("b", 1, Dtype.BOOL));
        PredictionBlock block = Predictions.block(source, NOON, 8, 1);
        float[] values = {
            -0.0f, 0.0f, Float.MIN_VALUE, Float.MAX_VALUE, 0.1f, Float.NEGATIVE_INFINITY, 1e-40f, Math.nextUp(1f)
        };
        for (int row = 0; row < values.length; row++) {
            block.numbers()[2 * row] = values[row];
        }
        write(block);

        assertThat(all(VERSION))
                .extracting(
                        row -> Float.floatToRawIntBits((Float) row.features().get("a")))
                .containsExactlyElementsOf(bits(values));
        assertThat(all(VERSION)).extracting(LoggedPrediction::id).isEqualTo(Predictions.ids(block));
    }

    @Test
    void keepsWhatTheAnswerSaid() {
        PredictionSource source =
                Predictions.source(VERSION, List.of("low", "mid", "high"), feature("x", 0, Dtype.INT64));
        PredictionBlock block = Predictions.block(source, NOON, 5, 2);
        block.decided()[3] = 2;
        write(block);

        LoggedPrediction row = log.find(block.id(3)).orElseThrow();

        assertThat(row.version()).isEqualTo(VERSION);
        assertThat(row.manifestSha256()).isEqualTo(Predictions.DIGEST);
        assertThat(row.schemaHash()).isEqualTo(source.schemaHash());
        assertThat(row.at()).isEqualTo(NOON);
        assertThat(row.probability()).isEqualTo(block.answered()[3]);
        assertThat(row.predictedClass()).isEqualTo(2);
        assertThat(row.predictedLabel()).isEqualTo("high");
        assertThat(row.probabilities()).isEqualTo(Arrays.copyOfRange(block.probabilities(), 9, 12));
    }

    @Test
    void keepsTextsAndWhatWasMissing() {
        PredictionSource source = Predictions.source(
                VERSION,
                List.of("0", "1"),
                feature("a.b \"c\" ü", 0, Dtype.STRING),
                feature("number", 1, Dtype.FLOAT64),
                new Feature("never missing", 2, Dtype.STRING, false));
        PredictionBlock block = Predictions.block(source, NOON, 2, 3);
        block.texts()[0] = "Zürich 🏔";
        block.texts()[1] = "";
        block.texts()[2] = "";
        block.numbers()[1] = Float.NaN;
        write(block);

        List<LoggedPrediction> rows = all(VERSION);

        assertThat(rows.get(0).features())
                .containsExactly(
                        Map.entry("a.b \"c\" ü", "Zürich 🏔"),
                        Map.entry("number", block.numbers()[0]),
                        Map.entry("never missing", ""));
        assertThat(rows.get(1).features()).containsEntry("a.b \"c\" ü", null).containsEntry("number", null);
    }

    @Test
    void findsAPredictionInTheOnlyObjectsWhoseTimesAllowIt() {
        PredictionSource source = Predictions.numeric(VERSION, 3);
        PredictionBlock morning = Predictions.block(source, NOON.minusSeconds(7_200), 10, 4);
        PredictionBlock noon = Predictions.block(source, NOON, 10, 5);
        PredictionBlock alsoNoon = Predictions.block(Predictions.numeric(LATER, 3), NOON, 10, 6);
        write(morning);
        write(noon);
        write(alsoNoon);
        store.reads = 0;

        assertThat(log.find(morning.id(9)).orElseThrow().id()).isEqualTo(morning.id(9));
        assertThat(store.reads).isEqualTo(1);
        assertThat(log.find(alsoNoon.id(0)).orElseThrow().version()).isEqualTo(LATER);
        assertThat(store.reads).isEqualTo(3);
    }

    @Test
    void doesNotFindWhatWasNeverWritten() {
        write(Predictions.block(Predictions.numeric(VERSION, 3), NOON, 10, 7));

        PredictionBlock other = Predictions.block(Predictions.numeric(VERSION, 3), NOON, 1, 8);

        assertThat(log.find(other.id(0))).isEmpty();
        assertThat(log.find(UUID.fromString("01946a00-0000-7000-8000-000000000000")))
                .isEmpty();
    }

    @Test
    void knowsDaysAndVersions() {
        write(Predictions.block(Predictions.numeric(VERSION, 1), NOON, 1, 9));
        write(Predictions.block(Predictions.numeric(VERSION, 1), NOON.plus(Duration.ofDays(1)), 1, 10));
        write(Predictions.block(Predictions.numeric(LATER, 1), NOON.plus(Duration.ofDays(1)), 1, 11));
        store.create("predictions/date=2026-02-09/README", new byte[1]);
        store.create("feedback/date=2026-03-01/x.json", new byte[1]);

        assertThat(log.days()).containsExactly(DAY, DAY.plusDays(1));
        assertThat(log.versions(DAY)).containsExactly(VERSION);
        assertThat(log.versions(DAY.plusDays(1))).containsExactly(VERSION, LATER);
    }

    @Test
    void takesTheWidestSchemaInSeveralGroups() {
        PredictionSource source = Predictions.numeric(VERSION, 2_000);
        PredictionBlock first = Predictions.block(source, NOON, 40, 12);
        PredictionBlock second = Predictions.block(source, NOON.plusMillis(5), 40, 13);
        write(first, second);

        assertThat(all(VERSION)).hasSize(80);
        assertThat(log.find(second.id(39)).orElseThrow().features())
                .hasSize(2_000)
                .containsEntry("f1999", second.numbers()[79_999]);
    }

    @Test
    void namesAnObjectThatIsDamaged() {
        PredictionBlock block = Predictions.block(Predictions.numeric(VERSION, 3), NOON, 10, 14);
        PredictionFile file = Predictions.file(block);
        byte[] bytes = file.finish();
        String key = file.object("0123abcd", 0).key();
        store.create(key, Arrays.copyOf(bytes, bytes.length - 100));

        assertThatThrownBy(() -> log.find(block.id(0)))
                .isInstanceOf(DamagedLog.class)
                .hasMessageStartingWith(key + " cannot be read as a Parquet file: ");
    }

    @Test
    void leavesTheFaultsOfWhoReadsToThem() {
        write(Predictions.block(Predictions.numeric(VERSION, 1), NOON, 1, 15));

        assertThatThrownBy(() -> log.forEach(DAY, VERSION, row -> {
                    throw new IllegalStateException("mine");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("mine");
    }

    /** What would bring it back is a hundred jars, found by whoever opens a scanner's report. */
    @Test
    void needsNothingOfHadoop() {
        assertThatThrownBy(() -> Class.forName("org.apache.hadoop.conf.Configuration"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    private void write(PredictionBlock... blocks) {
        PredictionFile file = Predictions.file(blocks);
        byte[] bytes = file.finish();
        store.create(file.object("0123abcd", sequence++).key(), bytes);
    }

    private List<LoggedPrediction> all(ModelVersion version) {
        List<LoggedPrediction> rows = new ArrayList<>();
        log.forEach(DAY, version, rows::add);
        return rows;
    }

    private static List<Integer> bits(float[] values) {
        List<Integer> bits = new ArrayList<>();
        for (float value : values) {
            bits.add(Float.floatToRawIntBits(value));
        }
        return bits;
    }

    private static final class CountingStore extends InMemoryObjectStore {
        private int reads;

        @Override
        public Optional<Stored> read(String key) {
            reads++;
            return super.read(key);
        }
    }
}
