package dev.tryops.training.report;

import dev.tryops.model.Histogram;
import dev.tryops.training.report.Curves.Curve;
import dev.tryops.training.report.Curves.Point;
import dev.tryops.training.report.Curves.Ranking;
import dev.tryops.training.report.DataProfile.Categorical;
import dev.tryops.training.report.DataProfile.Category;
import dev.tryops.training.report.DataProfile.Column;
import dev.tryops.training.report.DataProfile.Numeric;
import dev.tryops.training.report.DataProfile.Quantiles;
import dev.tryops.training.report.DataProfile.Skipped;
import dev.tryops.training.report.DataProfile.Warning;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Reports as a run on invented loan applications would give them. */
final class TestReports {

    static final String CANDIDATE = "v20260214_093112_4be1f0";
    static final String SERVING = "v20260131_221540_09ac37";

    private TestReports() {}

    static TrainingReport full() {
        return new TrainingReport(
                summary(
                        CANDIDATE,
                        Summary.Verdict.REFUSED,
                        "published, but not promoted to production: one rule of the gate objects"),
                data(columns()),
                curves(),
                calibration(),
                scores(),
                new ConfusionMatrix(List.of("refused", "approved"), List.of(List.of(331L, 111L), List.of(96L, 462L))),
                new Coefficients(coefficients(38), ""),
                comparison(),
                segments(),
                gate(),
                lineage());
    }

    /** Only what no run is without. */
    static TrainingReport bare() {
        return new TrainingReport(
                summary(CANDIDATE, Summary.Verdict.PUBLISHED_ONLY, "published"),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null);
    }

    /** Every text in it is {@code text}. */
    static TrainingReport saying(String text) {
        TrainingReport full = full();
        return new TrainingReport(
                summary(text, Summary.Verdict.REFUSED, text),
                new DataProfile(
                        100,
                        List.of(new Column(text, text, 1, 2, new Categorical(List.of(new Category(text, 60)), 39))),
                        List.of(new Warning(text, text)),
                        List.of(new Skipped(text, 4))),
                new Curves(0.5, ranking(text, 1.2), ranking(text, 0.8)),
                full.calibration(),
                new ScoreHistograms(
                        0.5,
                        List.of(new ScoreHistograms.OfClass(
                                text, full.scores().classes().getFirst().histogram()))),
                new ConfusionMatrix(List.of(text, text), List.of(List.of(1L, 2L), List.of(3L, 4L))),
                new Coefficients(List.of(new Coefficient(text, 0.5, null)), text),
                new Comparison(
                        text, List.of(new Comparison.Difference(text, true, 0.8, 0.7, new Interval(0.05, 0.15)))),
                new Segments(
                        text,
                        true,
                        0.7,
                        List.of(new Segments.Segment(text, text, 10, 0.5, new Interval(0.4, 0.6), 0.5, 0.5))),
                List.of(new GateRule(text, false, text, text, text)),
                new Lineage(
                        text,
                        text,
                        List.of(new Lineage.Source(text, 3, text)),
                        text,
                        42,
                        List.of(new Lineage.Entry(text, text)),
                        List.of(new Lineage.Entry(text, text)),
                        text));
    }

    /** As many features as a run may have, with names of {@code nameLength} letters. */
    static TrainingReport wide(int features, int nameLength) {
        TrainingReport full = full();
        List<Column> columns = new ArrayList<>();
        List<Coefficient> coefficients = new ArrayList<>();
        List<Warning> warnings = new ArrayList<>();
        for (int i = 0; i < features; i++) {
            String name = ("feature_" + i + "_").repeat(nameLength).substring(0, nameLength);
            columns.add(numeric(name, 1e-3 * i + 1.23456, 3, i));
            coefficients.add(new Coefficient(name, Math.sin(i), new Interval(Math.sin(i) - 0.4, Math.sin(i) + 0.4)));
            warnings.add(new Warning("constant column", name));
        }
        return new TrainingReport(
                full.summary(),
                new DataProfile(1_000_000, columns, warnings, List.of()),
                curves(),
                calibration(),
                scores(),
                many(200),
                new Coefficients(coefficients, ""),
                comparison(),
                segments(),
                gate(),
                lineage());
    }

    /** A matrix of {@code classes} classes that are mostly right. */
    static ConfusionMatrix many(int classes) {
        return new ConfusionMatrix(
                IntStream.range(0, classes).mapToObj(i -> "class " + (i + 1)).toList(),
                IntStream.range(0, classes)
                        .mapToObj(i -> IntStream.range(0, classes)
                                .mapToObj(j -> i == j ? 70L : (long) (i * 7 + j * 5) % 11)
                                .toList())
                        .toList());
    }

    private static Summary summary(String version, Summary.Verdict verdict, String sentence) {
        return new Summary(
                version,
                "production",
                verdict,
                sentence,
                List.of(
                        new Measure("ROC-AUC", 0.8621, new Interval(0.8390, 0.8834), ""),
                        new Measure("F1", 0.8170, new Interval(0.7921, 0.8402), ""),
                        new Measure("Accuracy", 0.7930, new Interval(0.7670, 0.8170), ""),
                        new Measure("Log-loss", 0.4587, new Interval(0.4250, 0.4931), "lower is better"),
                        new Measure("Brier score", 0.1490, new Interval(0.1370, 0.1617), "lower is better")),
                4_000,
                1_000,
                12,
                Instant.parse("2026-02-14T09:31:12Z"),
                Duration.ofMillis(8_430));
    }

    private static DataProfile data(List<Column> columns) {
        return new DataProfile(
                5_000,
                columns,
                List.of(
                        new Warning(
                                "suspected target leakage",
                                "days_since_decision alone separates the classes (AUC 0.998); it may be known only afterwards"),
                        new Warning("constant columns", "currency has the value EUR in every row"),
                        new Warning("duplicate rows", "37 rows (0.7 %) equal an earlier one in every column")),
                List.of(
                        new Skipped("the target is empty", 61),
                        new Skipped("income is not a number", 17),
                        new Skipped("the row has fewer fields than the header", 3)));
    }

    static List<Column> columns() {
        return List.of(
                numeric("age", 41.7, 12.9, 1),
                numeric("annual_income", 52_380, 21_440, 2),
                numeric("debt_to_income_ratio", 0.314, 0.121, 3),
                numeric("days_since_decision", 128.4, 75.2, 4),
                new Column(
                        "employment",
                        "category",
                        112,
                        6,
                        new Categorical(
                                List.of(
                                        new Category("permanent", 2_911),
                                        new Category("self-employed", 903),
                                        new Category("fixed term", 611),
                                        new Category("retired", 402)),
                                61)),
                new Column(
                        "home_ownership",
                        "category",
                        0,
                        3,
                        new Categorical(
                                List.of(
                                        new Category("rent", 2_480),
                                        new Category("mortgage", 1_920),
                                        new Category("own", 600)),
                                0)),
                new Column("currency", "category", 0, 1, new Categorical(List.of(new Category("EUR", 5_000)), 0)),
                numeric("balance_of_the_last_twelve_months_in_cents_rounded", -1_840_221, 39_771_003, 5),
                new Column(
                        "approved",
                        "target",
                        0,
                        2,
                        new Categorical(List.of(new Category("approved", 2_790), new Category("refused", 2_210)), 0)));
    }

    private static Column numeric(String name, double mean, double deviation, int seed) {
        Random random = new Random(seed);
        List<Double> edges = IntStream.rangeClosed(0, 16)
                .mapToObj(i -> mean + deviation * (i - 8) / 3.0)
                .toList();
        List<Long> counts = IntStream.range(0, 16)
                .mapToObj(i ->
                        Math.round(900 * Math.exp(-(i - 6.5) * (i - 6.5) / 14) * (0.8 + 0.4 * random.nextDouble())))
                .toList();
        return new Column(
                name,
                "number",
                seed % 3 == 0 ? 83 : 0,
                4_000 + seed % 900,
                new Numeric(
                        mean,
                        deviation,
                        new Quantiles(
                                mean - 2.6 * deviation,
                                mean - 1.6 * deviation,
                                mean - 0.7 * deviation,
                                mean,
                                mean + 0.7 * deviation,
                                mean + 1.6 * deviation,
                                mean + 2.6 * deviation),
                        new Histogram(edges, counts)));
    }

    private static Curves curves() {
        return new Curves(0.558, ranking(CANDIDATE, 1.54), ranking(SERVING, 1.31));
    }

    /** Of scores that are normal with variance 1 in both classes, {@code distance} apart. */
    private static Ranking ranking(String model, double distance) {
        Random random = new Random(7);
        int rows = 1_000;
        double[] negatives =
                DoubleStream.generate(random::nextGaussian).limit(442).sorted().toArray();
        double[] positives = DoubleStream.generate(() -> random.nextGaussian() + distance)
                .limit(rows - 442)
                .sorted()
                .toArray();
        List<Point> roc = new ArrayList<>(List.of(new Point(0, 0)));
        List<Point> precisionRecall = new ArrayList<>(List.of(new Point(0, 1)));
        int n = negatives.length - 1;
        int p = positives.length - 1;
        double area = 0;
        while (n >= 0 || p >= 0) {
            if (p >= 0 && (n < 0 || positives[p] >= negatives[n])) {
                p--;
            } else {
                n--;
                area += (double) (positives.length - 1 - p) / positives.length / negatives.length;
            }
            double hits = positives.length - 1 - p;
            double misses = negatives.length - 1 - n;
            roc.add(new Point(misses / negatives.length, hits / positives.length));
            precisionRecall.add(new Point(hits / positives.length, hits / (hits + misses)));
        }
        return new Ranking(
                model,
                new Curve(roc, area, roc.get(600)),
                new Curve(precisionRecall, 0.04 + area, precisionRecall.get(600)));
    }

    private static Calibration calibration() {
        long[] rows = {71, 96, 104, 89, 84, 92, 103, 127, 141, 93};
        return new Calibration(IntStream.range(0, rows.length)
                .mapToObj(i -> {
                    double predicted = 0.05 + 0.1 * i;
                    double observed = Math.clamp(predicted + 0.035 * Math.sin(2.2 * i), 0, 1);
                    double half = 1.96 * Math.sqrt(observed * (1 - observed) / rows[i]);
                    return new Calibration.Bin(
                            predicted, observed, new Interval(observed - half, observed + half), rows[i]);
                })
                .toList());
    }

    private static ScoreHistograms scores() {
        List<Double> edges =
                IntStream.rangeClosed(0, 20).mapToObj(i -> i / 20.0).toList();
        return new ScoreHistograms(
                0.5,
                List.of(
                        new ScoreHistograms.OfClass("refused", new Histogram(edges, hill(4.5, 442))),
                        new ScoreHistograms.OfClass("approved", new Histogram(edges, hill(14, 558)))));
    }

    private static List<Long> hill(double peak, double rows) {
        return IntStream.range(0, 20)
                .mapToObj(i -> Math.round(rows / 10 * Math.exp(-(i - peak) * (i - peak) / 32)))
                .toList();
    }

    private static List<Coefficient> coefficients(int count) {
        List<Coefficient> coefficients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double estimate = 1.4 * Math.exp(-i / 7.0) * (i % 3 == 1 ? -1 : 1);
            String name = i < columns().size() ? columns().get(i).name() : "employment=kind_" + i;
            coefficients.add(new Coefficient(name, estimate, new Interval(estimate - 0.14, estimate + 0.14)));
        }
        Collections.shuffle(coefficients, new Random(3));
        return coefficients;
    }

    private static Comparison comparison() {
        return new Comparison(
                SERVING,
                List.of(
                        new Comparison.Difference("ROC-AUC", true, 0.8621, 0.8238, new Interval(0.0214, 0.0560)),
                        new Comparison.Difference("F1", true, 0.8170, 0.8105, new Interval(-0.0081, 0.0212)),
                        new Comparison.Difference("Accuracy", true, 0.7930, 0.7780, new Interval(-0.0040, 0.0350)),
                        new Comparison.Difference("Recall", true, 0.8280, 0.8512, new Interval(-0.0410, -0.0051)),
                        new Comparison.Difference("Log-loss", false, 0.4587, 0.5049, new Interval(-0.0701, -0.0231))));
    }

    private static Segments segments() {
        return new Segments(
                "ROC-AUC",
                true,
                0.8621,
                List.of(
                        new Segments.Segment(
                                "employment", "permanent", 590, 0.8702, new Interval(0.8410, 0.8970), 0.8, 0.8),
                        new Segments.Segment(
                                "employment", "self-employed", 181, 0.7714, new Interval(0.7010, 0.8390), 0.8, 0.8),
                        new Segments.Segment("age", "18 … 29", 204, 0.8433, new Interval(0.7890, 0.8940), 0.8, 0.8),
                        new Segments.Segment("age", "30 … 44", 390, 0.8688, new Interval(0.8320, 0.9020), 0.8, 0.8),
                        new Segments.Segment("age", "45 and more", 406, 0.8810, new Interval(0.8460, 0.9120), 0.8, 0.8),
                        new Segments.Segment(
                                "home_ownership", "own", 120, 0.7690, new Interval(0.6800, 0.8560), 0.8, 0.8),
                        new Segments.Segment(
                                "home_ownership", "rent", 496, 0.8655, new Interval(0.8330, 0.8950), 0.8, 0.8)));
    }

    private static List<GateRule> gate() {
        return List.of(
                new GateRule("parity", true, "3.1e-7", "1e-5", "The graph computes what the trainer computed."),
                new GateRule(
                        "not_worse",
                        true,
                        "+0.0383",
                        "≥ −0.0050",
                        "ROC-AUC is clearly higher than the serving model's."),
                new GateRule(
                        "worst_segment",
                        false,
                        "−0.0907",
                        "≥ −0.0800",
                        "employment = self-employed lies further below the whole than is allowed."),
                new GateRule("no_hold", true, "", "", "No person has put production on hold."));
    }

    private static Lineage lineage() {
        return new Lineage(
                "8f1dc66a1f0b5c4de0b7a9f2d3c4b5a697887766",
                "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                List.of(
                        new Lineage.Source(
                                "loans_2025.csv", 4_100, "sha256:60303ae22b998861bce3b28f33eec1be758a213c86c93c07"),
                        new Lineage.Source(
                                "loans_2026_january.csv", 981, "sha256:fd61a03af4f77d870fc21e05e7e80678095c92d80")),
                "tribuo",
                42,
                List.of(
                        new Lineage.Entry("loss", "logistic"),
                        new Lineage.Entry("optimiser", "L-BFGS"),
                        new Lineage.Entry("l2", "1.0"),
                        new Lineage.Entry("iterations", "100")),
                List.of(
                        new Lineage.Entry("tribuo", "4.3.2"),
                        new Lineage.Entry("onnxruntime", "1.23.0"),
                        new Lineage.Entry("java", "25.0.1")),
                "TrainTestSplitter(seed = 42, proportion = 0.8)\n  CSVDataSource(path = loans_2025.csv)\nLinearSGDTrainer(objective = LogMulticlass)");
    }
}
