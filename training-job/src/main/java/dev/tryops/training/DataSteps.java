package dev.tryops.training;

import static dev.tryops.training.InWords.kept;
import static dev.tryops.training.InWords.say;

import dev.tryops.model.FeatureSchema;
import dev.tryops.model.ModelSchema;
import dev.tryops.registry.PointerState;
import dev.tryops.training.data.BadData;
import dev.tryops.training.data.CreditApprovals;
import dev.tryops.training.data.Ingested;
import dev.tryops.training.data.Locations;
import dev.tryops.training.data.ReadProgress;
import dev.tryops.training.data.Split;
import dev.tryops.training.data.TableReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** From files to training rows and a hold-out. Each step leaves its result, and answers its figures in a few words. */
final class DataSteps {

    private final TrainingOptions options;
    private final Surroundings around;
    private final TrainingRun run;
    private final Checkpoints checkpoints;
    private final Consumer<ReadProgress> rowsRead;

    DataSteps(
            TrainingOptions options,
            Surroundings around,
            TrainingRun run,
            Checkpoints checkpoints,
            Consumer<ReadProgress> rowsRead) {
        this.options = options;
        this.around = around;
        this.run = run;
        this.checkpoints = checkpoints;
        this.rowsRead = rowsRead;
    }

    String ingest() {
        Optional<Instant> since = checkpoints.since(Ingested.class);
        if (since.isPresent()) {
            return kept(since.get());
        }
        Locations locations = switch (options.source()) {
            case TrainingOptions.Source.Files given -> given.locations();
            case TrainingOptions.Source.Synthetic synthetic -> new Locations(draw(synthetic.rows()));
        };
        Ingested ingested = run.leave(
                Ingested.class,
                new TableReader(locations, options.reading(), around.workDirectory(), checkpoints.cells())
                        .read(servingSchema(), rowsRead));
        requireTheSameData(ingested.sha256());
        checkpoints.keep(ingested);
        return say(
                "%,d rows x %,d features from %s%s",
                ingested.data().rows(), ingested.data().features(), from(ingested.sources()), skipped(ingested));
    }

    private static String from(List<String> sources) {
        return sources.size() == 1
                ? sources.getFirst().replaceFirst("^.*[/\\\\](?=.)", "")
                : say("%,d files", sources.size());
    }

    private static String skipped(Ingested ingested) {
        return ingested.badRows() == 0 ? "" : say(", %,d bad rows skipped", ingested.badRows());
    }

    private void requireTheSameData(String sha256) {
        around.verified()
                .filter(then -> !then.metadata().dataSha256().equals(sha256))
                .ifPresent(then -> {
                    throw new BadData(
                            "This is not the data that %s was trained on: its SHA-256 is %s, recorded is %s. Name the right data with --data."
                                    .formatted(
                                            then.version(),
                                            sha256,
                                            then.metadata().dataSha256()));
                });
    }

    private Path draw(int rows) {
        Path file = around.workDirectory().resolve("synthetic.csv");
        try {
            new CreditApprovals(options.randomState()).write(file, rows);
        } catch (IOException e) {
            throw new UncheckedIOException("The drawn rows cannot be written to " + file + ": " + e.getMessage(), e);
        }
        return file;
    }

    /** The schema whose types a retrain keeps. */
    private Optional<FeatureSchema> servingSchema() {
        if (around.verified().isPresent()) {
            return around.verified().map(Recorded::schema);
        }
        return around.serving(options.environment()) instanceof PointerState.InForce inForce
                ? around.registry()
                        .metadata(inForce.pointer().modelVersion())
                        .map(metadata -> metadata.schema())
                        .filter(ModelSchema::isConsistent)
                        .map(ModelSchema::features)
                : Optional.empty();
    }

    String split() {
        Split split = run.leave(
                Split.class,
                Split.stratified(run.take(Ingested.class).data(), options.testSize(), options.randomState()));
        return say(
                "%,d training and %,d hold-out rows, stratified",
                split.training().rows(), split.holdOut().rows());
    }
}
