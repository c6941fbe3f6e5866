package dev.tryops.api.drift;

import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.api.serving.ServingModel;
import dev.tryops.model.Baseline;
import dev.tryops.model.FeatureStatistics;
import dev.tryops.model.InputLayout;
import dev.tryops.model.LinearModel;
import dev.tryops.model.ModelMetadata;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Which cells of a {@link Tally} count what of one version: all its rows, then its features, its prediction, and how sure
 * it was.
 */
final class Plan {

    private static final int ROWS = 0;

    private final List<Entry> features = new ArrayList<>();
    private final Entry prediction;
    private final Confidence confidence;
    private final int confidenceOffset;
    private final int cells;

    /** Something that is compared, and where its cells begin; without a column it is not counted. */
    record Entry(Reference reference, @Nullable Column column, int offset) {

        /** Rows per bin. */
        long[] bins(long[] cells) {
            return Arrays.copyOfRange(cells, offset, offset + reference.counts().length);
        }

        private int end() {
            return column == null ? offset : offset + column.cells();
        }
    }

    Plan(ModelMetadata metadata, LinearModel linear, Baseline baseline) {
        int next = ROWS + 1;
        for (InputLayout.Slot slot : linear.layout().slots()) {
            Entry entry = entry(slot, baseline, next);
            features.add(entry);
            next = entry.end();
        }
        prediction = prediction(baseline, next);
        confidenceOffset = prediction.end();
        confidence = new Confidence(metadata.classLabels().size(), linear.positiveIndex());
        cells = confidenceOffset + confidence.cells();
    }

    private static Entry entry(InputLayout.Slot slot, Baseline baseline, int offset) {
        String name = slot.feature().name();
        Reference reference = Reference.of(name, slot.isText(), baseline);
        if (reference.notCompared() != null) {
            return new Entry(reference, null, offset);
        }
        if (baseline.featureStatistics().get(name) instanceof FeatureStatistics.Numeric statistics) {
            NumberColumn.Values values = (model, buffers, row) -> buffers.number(row, slot.column());
            Column column =
                    new NumberColumn(reference, statistics.histogram(), statistics.min(), statistics.max(), values);
            return new Entry(reference, column, offset);
        }
        return new Entry(reference, new TextColumn(reference, slot.column()), offset);
    }

    private static Entry prediction(Baseline baseline, int offset) {
        Reference reference = Reference.of(baseline.predictionStatistics());
        if (reference.notCompared() != null) {
            return new Entry(reference, null, offset);
        }
        Column column = new NumberColumn(
                reference, baseline.predictionStatistics().histogram(), 0, 1, ServingModel::prediction);
        return new Entry(reference, column, offset);
    }

    /** In schema order. */
    List<Entry> features() {
        return features;
    }

    Entry prediction() {
        return prediction;
    }

    /** The features, and the prediction last. */
    List<Entry> all() {
        List<Entry> all = new ArrayList<>(features);
        all.add(prediction);
        return all;
    }

    int cells() {
        return cells;
    }

    static long rows(Tally tally) {
        return tally.sum(ROWS);
    }

    static long rows(long[] cells) {
        return cells[ROWS];
    }

    @Nullable EstimatedQuality estimate(long[] cells) {
        return confidence.estimate(rows(cells), cells, confidenceOffset);
    }

    /** The row count comes last: whoever sees a row counted sees most of it in its bins. */
    void count(ServingModel model, InferenceBuffers buffers, int rows, AtomicLongArray into) {
        for (Entry entry : features) {
            count(entry, model, buffers, rows, into);
        }
        count(prediction, model, buffers, rows, into);
        confidence.count(model, buffers, rows, into, confidenceOffset);
        into.getAndAdd(ROWS, rows);
    }

    private static void count(
            Entry entry, ServingModel model, InferenceBuffers buffers, int rows, AtomicLongArray into) {
        if (entry.column() != null) {
            entry.column().count(model, buffers, rows, into, entry.offset());
        }
    }
}
