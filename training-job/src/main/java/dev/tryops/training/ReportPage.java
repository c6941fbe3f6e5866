package dev.tryops.training;

import dev.tryops.model.Histogram;
import dev.tryops.model.Metrics;
import dev.tryops.model.ModelMetadata;
import dev.tryops.training.data.Dataset;
import dev.tryops.training.evaluate.ConfidenceInterval;
import dev.tryops.training.evaluate.Confusion;
import dev.tryops.training.evaluate.Decisions;
import dev.tryops.training.evaluate.Intervals;
import dev.tryops.training.evaluate.PairedComparison;
import dev.tryops.training.evaluate.Predictions;
import dev.tryops.training.evaluate.ScoreHistogram;
import dev.tryops.training.fit.Fit;
import dev.tryops.training.gate.Finding;
import dev.tryops.training.gate.Incumbent;
import dev.tryops.training.report.Coefficient;
import dev.tryops.training.report.Coefficients;
import dev.tryops.training.report.Comparison;
import dev.tryops.training.report.ConfusionMatrix;
import dev.tryops.training.report.GateRule;
import dev.tryops.training.report.HtmlReport;
import dev.tryops.training.report.Interval;
import dev.tryops.training.report.Lineage;
import dev.tryops.training.report.Measure;
import dev.tryops.training.report.Segments;
import dev.tryops.training.report.Summary;
import dev.tryops.training.report.TrainingReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Fills the page about a run with what the run has found out. */
final class ReportPage {

    /** Of resampling, so that one run always says the same. */
    private static final long SEED = 1;

    private static final double Z_95 = 1.959964;

    private final ModelMetadata metadata;
    private final Findings found;
    private final Predictions predictions;

    ReportPage(ModelMetadata metadata, Findings found) {
        this.metadata = metadata;
        this.found = found;
        this.predictions = found.decisions().predictions();
    }

    /** What the page is about, beside the metadata. */
    record Findings(
            String environment,
            boolean promotes,
            Dataset holdOut,
            Decisions decisions,
            Fit fit,
            List<Finding> gate,
            Optional<Incumbent> incumbent,
            List<String> sources,
            dev.tryops.training.report.@Nullable DataProfile profile) {}

    byte[] bytes() {
        Optional<Decisions> serving = found.incumbent().flatMap(Incumbent::decisions);
        // Half of the work, where rows are millions.
        CompletableFuture<Segments> segments = CompletableFuture.supplyAsync(() -> SegmentsPart.of(
                found.holdOut(), found.decisions(), metadata.metrics().logLoss(), SEED));
        return HtmlReport.of(new TrainingReport(
                summary(),
                found.profile(),
                CurvesPart.of(metadata, predictions, found.decisions(), serving, servingVersion()),
                calibration(),
                scores(),
                confusion(),
                new Coefficients(coefficients(), CoefficientsNote.of(found.fit())),
                serving.map(this::comparison).orElse(null),
                segments.join(),
                found.gate().stream()
                        .map(f -> new GateRule(f.rule().title(), f.passed(), f.measured(), f.limit(), f.sentence()))
                        .toList(),
                lineage()));
    }

    private String servingVersion() {
        return found.incumbent()
                .map(model -> model.metadata().modelVersion().value())
                .orElse("");
    }

    private Summary summary() {
        long against = found.gate().stream().filter(f -> !f.passed()).count();
        Summary.Verdict verdict = !found.promotes()
                ? Summary.Verdict.PUBLISHED_ONLY
                : against == 0 ? Summary.Verdict.PROMOTED : Summary.Verdict.REFUSED;
        String sentence = switch (verdict) {
            case PUBLISHED_ONLY -> "published without being asked to promote";
            case PROMOTED -> "no rule speaks against promotion";
            case REFUSED ->
                "published, but not to be promoted: %s"
                        .formatted(against == 1 ? "one rule objects" : against + " rules object");
        };
        Metrics metrics = metadata.metrics();
        Intervals intervals = Intervals.of(predictions, found.decisions().threshold(), SEED);
        return new Summary(
                metadata.modelVersion().value(),
                found.environment(),
                verdict,
                sentence,
                List.of(
                        new Measure("ROC-AUC", metrics.rocAuc(), interval(intervals.rocAuc()), ""),
                        new Measure("Accuracy", metrics.accuracy(), interval(intervals.accuracy()), ""),
                        new Measure("F1", metrics.f1Score(), interval(intervals.f1Score()), ""),
                        new Measure("Log-loss", metrics.logLoss(), interval(intervals.logLoss()), "lower is better"),
                        new Measure(
                                "Brier score",
                                metrics.brierScore(),
                                interval(intervals.brierScore()),
                                "lower is better")),
                metadata.trainingSamples(),
                metadata.testSamples(),
                metadata.schema().nFeatures(),
                metadata.createdAt(),
                Duration.ofMillis((long) (1_000 * metadata.trainingDurationSeconds())));
    }

    static @Nullable Interval interval(@Nullable ConfidenceInterval interval) {
        return interval == null ? null : new Interval(interval.low(), interval.high());
    }

    private dev.tryops.training.report.Calibration calibration() {
        return new dev.tryops.training.report.Calibration(
                dev.tryops.training.evaluate.Calibration.of(predictions, SEED).bins().stream()
                        .map(bin -> new dev.tryops.training.report.Calibration.Bin(
                                bin.meanProbability(),
                                bin.shareOfHits(),
                                wilson(bin.shareOfHits(), bin.rows()),
                                bin.rows()))
                        .toList());
    }

    /** Where a share of hits may lie that was seen in so many rows: Wilson's score interval (1927). */
    private static Interval wilson(double share, double rows) {
        double z = Z_95 * Z_95 / rows;
        double middle = (share + z / 2) / (1 + z);
        double half = Z_95 / (1 + z) * Math.sqrt(share * (1 - share) / rows + z / (4 * rows));
        return new Interval(Math.max(0, middle - half), Math.min(1, middle + half));
    }

    private dev.tryops.training.report.ScoreHistograms scores() {
        ScoreHistogram histogram = ScoreHistogram.of(predictions);
        List<Double> edges = IntStream.rangeClosed(0, ScoreHistogram.BINS)
                .mapToObj(i -> (double) i / ScoreHistogram.BINS)
                .toList();
        List<dev.tryops.training.report.ScoreHistograms.OfClass> classes = new ArrayList<>();
        for (int k = 0; k < predictions.classes(); k++) {
            int klass = k;
            List<Long> counts = IntStream.range(0, ScoreHistogram.BINS)
                    .mapToObj(bin -> (long) histogram.count(klass, bin))
                    .toList();
            classes.add(new dev.tryops.training.report.ScoreHistograms.OfClass(
                    metadata.classLabels().get(k).text(), new Histogram(edges, counts)));
        }
        return new dev.tryops.training.report.ScoreHistograms(found.decisions().threshold(), classes);
    }

    private ConfusionMatrix confusion() {
        Confusion confusion = Confusion.of(predictions, found.decisions().threshold());
        List<List<Long>> counts = new ArrayList<>();
        for (int actual = 0; actual < confusion.classes(); actual++) {
            int row = actual;
            counts.add(IntStream.range(0, confusion.classes())
                    .mapToObj(decided -> (long) confusion.count(row, decided))
                    .toList());
        }
        return new ConfusionMatrix(
                metadata.classLabels().stream().map(label -> label.text()).toList(), counts);
    }

    private List<Coefficient> coefficients() {
        List<Coefficient> all = new ArrayList<>();
        double[][] weights = found.fit().model().weights();
        for (int k = 0; k < weights.length; k++) {
            String suffix = weights.length == 1
                    ? ""
                    : " (%s)".formatted(metadata.classLabels().get(k).text());
            for (int column = 0; column < weights[k].length; column++) {
                all.add(new Coefficient(
                        found.fit().model().columnName(column) + suffix,
                        weights[k][column],
                        interval(weights[k][column], found.fit().errors(), k, column)));
            }
        }
        return all;
    }

    static @Nullable Interval interval(double weight, double @Nullable [][] errors, int score, int column) {
        if (errors == null || !Double.isFinite(errors[score][column])) {
            return null;
        }
        double half = Z_95 * errors[score][column];
        return new Interval(weight - half, weight + half);
    }

    private Comparison comparison(Decisions serving) {
        PairedComparison paired = PairedComparison.of(serving, found.decisions(), SEED);
        Metrics now = metadata.metrics();
        Metrics before = dev.tryops.training.evaluate.Scores.of(serving.predictions(), serving.threshold());
        List<Comparison.Difference> differences = new ArrayList<>();
        if (paired.rocAuc() != null) {
            differences.add(difference("ROC-AUC", true, now.rocAuc(), before.rocAuc(), paired.rocAuc()));
        }
        differences.add(difference("Accuracy", true, now.accuracy(), before.accuracy(), paired.accuracy()));
        differences.add(difference("Log-loss", false, now.logLoss(), before.logLoss(), paired.logLoss()));
        return new Comparison(servingVersion(), differences);
    }

    private static Comparison.Difference difference(
            String measure, boolean higherIsBetter, double now, double before, PairedComparison.Difference paired) {
        return new Comparison.Difference(measure, higherIsBetter, now, before, interval(paired.interval()));
    }

    /** With one of them, its rows and its digest are those of the whole. */
    private List<Lineage.Source> sources() {
        long rows = metadata.trainingSamples() + metadata.testSamples();
        return found.sources().size() == 1
                ? List.of(new Lineage.Source(found.sources().getFirst(), rows, metadata.dataSha256()))
                : found.sources().stream()
                        .map(name -> new Lineage.Source(name, 0, ""))
                        .toList();
    }

    private Lineage lineage() {
        List<Lineage.Entry> settings = metadata.hyperparameters().entrySet().stream()
                .map(entry -> new Lineage.Entry(entry.getKey(), String.valueOf(entry.getValue())))
                .toList();
        List<Lineage.Entry> versions = metadata.dependencies().entrySet().stream()
                .map(entry -> new Lineage.Entry(entry.getKey(), entry.getValue()))
                .toList();
        return new Lineage(
                String.valueOf(metadata.gitCommit()),
                metadata.dataSha256(),
                sources(),
                String.valueOf(metadata.hyperparameters().get("engine")),
                metadata.seed(),
                settings,
                versions,
                found.fit().provenance());
    }
}
