package dev.tryops.api.predictionlog;

import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.api.serving.PredictionSink;
import dev.tryops.api.serving.ServingModel;
import dev.tryops.model.ClassLabel;
import dev.tryops.model.InputLayout;
import dev.tryops.predictions.PredictionBlock;
import dev.tryops.predictions.PredictionLogWriter;
import dev.tryops.predictions.PredictionSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Copies what was answered into one block per request, and offers it to the log. */
final class PredictionRecorder implements PredictionSink, AutoCloseable {

    private final @Nullable PredictionLogWriter log;
    private final Sample sample;
    private volatile @Nullable PredictionSource last;

    /** @param log null if nothing is kept */
    PredictionRecorder(@Nullable PredictionLogWriter log, Sample sample) {
        this.log = log;
        this.sample = sample;
    }

    @Override
    public void append(ServingModel model, InferenceBuffers answered, int rows) {
        if (log == null) {
            return;
        }
        int kept = sample.count(answered, rows);
        if (kept > 0) {
            PredictionSource source = source(model);
            long bytes = PredictionBlock.bytes(source, kept, characters(source.layout(), answered, rows));
            log.offer(kept, bytes, () -> copy(model, source, answered, rows, kept));
        }
    }

    /** Mostly that of the request before. The model is only borrowed, and not kept. */
    private PredictionSource source(ServingModel model) {
        String manifest = Objects.requireNonNullElse(model.pointer().pointer().manifestSha256(), "");
        PredictionSource known = last;
        if (known != null
                && known.version().equals(model.version())
                && known.manifestSha256().equals(manifest)) {
            return known;
        }
        PredictionSource source = new PredictionSource(
                model.version(),
                manifest,
                model.metadata().schema().schemaHash(),
                model.layout(),
                model.metadata().classLabels().stream().map(ClassLabel::text).toList());
        last = source;
        return source;
    }

    private long characters(InputLayout layout, InferenceBuffers answered, int rows) {
        long characters = 0;
        for (int row = 0; layout.texts() > 0 && row < rows; row++) {
            if (sample.keeps(answered.idLow(row))) {
                for (int column = 0; column < layout.texts(); column++) {
                    characters += answered.text(row, column).length();
                }
            }
        }
        return characters;
    }

    private PredictionBlock copy(
            ServingModel model, PredictionSource source, InferenceBuffers answered, int rows, int kept) {
        PredictionBlock block = PredictionBlock.of(source, kept);
        if (kept == rows) {
            answered.copyNumbers(0, rows, block.numbers(), 0);
            answered.copyProbabilities(0, rows, block.probabilities(), 0);
        }
        int to = 0;
        for (int row = 0; row < rows; row++) {
            if (sample.keeps(answered.idLow(row))) {
                if (kept < rows) {
                    answered.copyNumbers(
                            row, 1, block.numbers(), to * source.layout().numbers());
                    answered.copyProbabilities(row, 1, block.probabilities(), to * source.classes());
                }
                copyRest(model, answered, row, block, to++);
            }
        }
        return block;
    }

    private static void copyRest(
            ServingModel model, InferenceBuffers answered, int row, PredictionBlock block, int to) {
        block.ids()[2 * to] = answered.idHigh(row);
        block.ids()[2 * to + 1] = answered.idLow(row);
        block.decided()[to] = model.decision(answered, row);
        block.answered()[to] = model.prediction(answered, row);
        int texts = block.source().layout().texts();
        for (int column = 0; column < texts; column++) {
            block.texts()[to * texts + column] = answered.text(row, column);
        }
    }

    /** Writes what waits; the web server has stopped by then, so nothing follows. */
    @Override
    public void close() {
        if (log != null) {
            log.close();
        }
    }
}
