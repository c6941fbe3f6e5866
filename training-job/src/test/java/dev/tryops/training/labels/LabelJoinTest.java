package dev.tryops.training.labels;

import static dev.tryops.training.labels.Traffic.BINARY;
import static dev.tryops.training.labels.Traffic.DAY;
import static dev.tryops.training.labels.Traffic.VERSION;
import static dev.tryops.training.labels.Traffic.label;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tryops.model.ClassLabel;
import dev.tryops.model.ExitCode;
import dev.tryops.model.ModelVersion;
import dev.tryops.model.Vectors;
import dev.tryops.predictions.Feedback.Label;
import dev.tryops.predictions.ModelQuality.Day;
import dev.tryops.predictions.PredictionLayout;
import dev.tryops.predictions.WrittenLog.Row;
import dev.tryops.registry.ArtifactJson;
import dev.tryops.registry.TestBundles;
import dev.tryops.training.labels.JoinReport.LabelledDay;
import dev.tryops.training.labels.JoinReport.Result;
import dev.tryops.training.labels.JoinReport.Written;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What comes of labels and predictions, whatever order they come in, and whatever is damaged. */
class LabelJoinTest {

    private static final ModelVersion OTHER = TestBundles.version(2);
    private static final LocalDate NEXT = DAY.plusDays(1);
    private static final Offset<Double> FLOATS = within(1e-6);

    private final Traffic traffic = new Traffic(1);

    @Test
    void givesTheKnownAnswersOfTheContract() {
        JsonNode known = Vectors.section("classification_metrics");
        List<Row> rows = new ArrayList<>();
        List<Label> labels = new ArrayList<>();
        known.required("scores").forEach(score -> rows.add(traffic.row(DAY, (float) score.asDouble())));
        for (int i = 0; i < rows.size(); i++) {
            labels.add(label(rows.get(i), known.required("labels").get(i).asInt()));
        }
        traffic.answered(VERSION, rows);
        traffic.reported(DAY, labels);

        JoinReport report = traffic.join(DAY);

        assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
        Day day = traffic.day(VERSION, DAY);
        assertThat(day.predictions()).isEqualTo(rows.size());
        assertThat(day.labels()).isEqualTo(rows.size());
        assertThat(day.metrics().accuracy())
                .isCloseTo(known.required("accuracy").asDouble(), FLOATS);
        assertThat(day.metrics().rocAuc()).isCloseTo(known.required("roc_auc").asDouble(), FLOATS);
        assertThat(day.metrics().logLoss()).isCloseTo(known.required("log_loss").asDouble(), FLOATS);
        assertThat(day.metrics().brierScore())
                .isCloseTo(known.required("brier_score").asDouble(), FLOATS);
        assertThat(day.calibration().stream().mapToLong(bin -> bin.count()).sum())
                .isEqualTo(rows.size());
        assertThat(day.calibration().stream()
                        .mapToDouble(bin -> bin.count() * Math.abs(bin.meanPredicted() - bin.observed()))
                        .sum())
                .isCloseTo(rows.size() * day.metrics().calibrationError(), FLOATS);
        double promised = rows.stream()
                .mapToDouble(row -> Math.max(row.probabilities()[0], row.probabilities()[1]))
                .average()
                .orElseThrow();
        assertThat(day.estimated().accuracy()).isCloseTo(promised, FLOATS);
    }

    /** Requests in any order, some of them twice, some taking back what others said, and joins in between. */
    @RepeatedTest(10)
    void countsTheLatestLabelOfEachPredictionHoweverOftenItJoins(RepetitionInfo repetition) {
        Traffic many = new Traffic(repetition.getCurrentRepetition());
        Random random = many.random;
        List<Row> rows = many.rows(DAY, 60);
        many.answered(VERSION, rows.subList(0, 25));
        many.answered(VERSION, rows.subList(25, 60));
        Map<UUID, Integer> latest = new HashMap<>();
        List<List<Label>> sent = new ArrayList<>();
        for (int request = 0; request < 30; request++) {
            List<Label> labels = new ArrayList<>();
            if (!sent.isEmpty() && random.nextInt(3) == 0) {
                labels.addAll(sent.get(random.nextInt(sent.size()))); // once more, as it was
            } else {
                Collections.shuffle(rows, random);
                rows.subList(0, random.nextInt(10)).forEach(row -> labels.add(label(row, random.nextInt(2))));
            }
            many.reported(DAY, labels);
            sent.add(labels);
            labels.forEach(each -> latest.put(
                    each.predictionId(), Integer.parseInt(each.label().text())));
            if (random.nextInt(5) == 0) {
                many.join(DAY);
            }
        }

        many.join(DAY);

        Day day = many.day(VERSION, DAY);
        double right = rows.stream()
                .filter(row -> latest.containsKey(row.id()) && latest.get(row.id()) == row.decided())
                .count();
        assertThat(day.predictions()).isEqualTo(60);
        assertThat(day.labels()).isEqualTo(latest.size());
        assertThat(day.metrics().accuracy()).isCloseTo(right / latest.size(), within(1e-12));
        byte[] before = bytes(many, VERSION);
        assertThat(many.join(DAY).written()).containsExactly(new Written(VERSION, Result.UNCHANGED));
        assertThat(bytes(many, VERSION)).isEqualTo(before);
    }

    @Test
    void aLateLabelChangesItsDayAndNoOther() {
        List<Row> first = traffic.rows(DAY, 20);
        List<Row> second = traffic.rows(NEXT, 20);
        traffic.answered(VERSION, first);
        traffic.answered(VERSION, second);
        traffic.reported(
                DAY, first.subList(0, 10).stream().map(row -> label(row, 1)).toList());
        traffic.reported(NEXT, second.stream().map(row -> label(row, 1)).toList());
        traffic.join(DAY, NEXT);
        Day untouched = traffic.day(VERSION, NEXT);

        traffic.reported(
                DAY, first.subList(10, 20).stream().map(row -> label(row, 0)).toList());
        traffic.join(DAY, NEXT);

        assertThat(traffic.day(VERSION, DAY).labels()).isEqualTo(20);
        assertThat(traffic.day(VERSION, NEXT)).isEqualTo(untouched);
        assertThat(traffic.quality(VERSION).orElseThrow().days().stream().map(Day::date))
                .containsExactly(DAY, NEXT);
    }

    @Test
    void partsADayByTheVersionsThatAnswered() {
        traffic.publish(OTHER);
        List<Row> one = traffic.rows(DAY, 10);
        List<Row> other = traffic.rows(DAY, 5);
        traffic.answered(VERSION, one);
        traffic.answered(OTHER, other);
        List<Label> labels = new ArrayList<>();
        one.forEach(row -> labels.add(label(row, row.decided())));
        other.forEach(row -> labels.add(label(row, 1 - row.decided())));
        traffic.reported(DAY, labels);

        traffic.join(DAY);

        assertThat(traffic.day(VERSION, DAY).metrics().accuracy()).isOne();
        assertThat(traffic.day(OTHER, DAY).metrics().accuracy()).isZero();
        assertThat(traffic.day(OTHER, DAY).labels()).isEqualTo(5);
    }

    @Test
    void saysWhatIsLeftOver() {
        List<Row> rows = traffic.rows(DAY, 10);
        traffic.answered(VERSION, rows);
        traffic.reported(
                DAY,
                List.of(
                        label(rows.get(0), 1),
                        label(rows.get(1), 2),
                        label(rows.get(2).id(), ClassLabel.ofText("maybe")),
                        label(traffic.id(DAY), ClassLabel.ofNumber("1"))));

        JoinReport report = traffic.join(DAY, NEXT);

        assertThat(report.days()).containsExactly(new LabelledDay(DAY, 4, 1));
        assertThat(report.judged()).singleElement().satisfies(judged -> {
            assertThat(judged.judgement().predictions()).isEqualTo(10);
            assertThat(judged.judgement().labels()).isOne();
            assertThat(judged.judgement().unknownLabels()).isEqualTo(2);
        });
        assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void aRowThatWasWrittenTwiceIsJudgedOnce() {
        List<Row> rows = traffic.rows(DAY, 10);
        traffic.answered(VERSION, rows);
        traffic.answered(VERSION, rows);
        traffic.reported(DAY, rows.stream().map(row -> label(row, 1)).toList());

        traffic.join(DAY);

        assertThat(traffic.day(VERSION, DAY).labels()).isEqualTo(10);
    }

    @Test
    void aDayThatLosesItsLastUsableLabelIsTakenBack() {
        List<Row> rows = traffic.rows(DAY, 3);
        traffic.answered(VERSION, rows);
        traffic.reported(DAY, List.of(label(rows.getFirst(), 1)));
        traffic.join(DAY);
        traffic.reported(DAY, List.of(label(rows.getFirst(), 7)));

        traffic.join(DAY);

        assertThat(traffic.quality(VERSION).orElseThrow().days()).isEmpty();
    }

    @Test
    void aDayWhosePredictionsAreGoneKeepsWhatWasFoundOut() {
        List<Row> rows = traffic.rows(DAY, 3);
        String key = traffic.answered(VERSION, rows);
        traffic.reported(DAY, List.of(label(rows.getFirst(), 1)));
        traffic.join(DAY);
        Day before = traffic.day(VERSION, DAY);
        traffic.store.delete(key);

        JoinReport report = traffic.join(DAY);

        assertThat(traffic.day(VERSION, DAY)).isEqualTo(before);
        assertThat(report.days()).containsExactly(new LabelledDay(DAY, 1, 1));
    }

    @Test
    void judgesMoreThanTwoClasses() {
        List<String> labels = List.of("a", "b", "c");
        traffic.publish(OTHER, "\"a\", \"b\", \"c\"", "\"c\"");
        List<Row> rows = new ArrayList<>();
        List<Label> given = new ArrayList<>();
        double[][] probabilities = {{0.6, 0.3, 0.1}, {0.2, 0.5, 0.3}, {0.1, 0.2, 0.7}, {0.5, 0.4, 0.1}};
        int[] actual = {0, 1, 2, 1};
        double loss = 0;
        for (int i = 0; i < actual.length; i++) {
            float[] row = new float[3];
            for (int k = 0; k < 3; k++) {
                row[k] = (float) probabilities[i][k];
            }
            int decided = probabilities[i][0] >= 0.5 && probabilities[i][1] < 0.5 ? 0 : i == 1 ? 1 : 2;
            rows.add(new Row(traffic.id(DAY), decided, row));
            given.add(label(rows.getLast().id(), ClassLabel.ofText(labels.get(actual[i]))));
            loss -= Math.log(probabilities[i][actual[i]]) / actual.length;
        }
        traffic.answered(OTHER, labels, rows);
        traffic.reported(DAY, given);

        traffic.join(DAY);

        Day day = traffic.day(OTHER, DAY);
        assertThat(day.metrics().accuracy()).isEqualTo(0.75);
        assertThat(day.metrics().logLoss()).isCloseTo(loss, FLOATS);
        assertThat(day.estimated().accuracy()).isCloseTo((0.6 + 0.5 + 0.7 + 0.5) / 4, FLOATS);
    }

    @Test
    void hasNoRocAucWhereAllLabelsAreOfOneClass() {
        List<Row> rows = traffic.rows(DAY, 5);
        traffic.answered(VERSION, rows);
        traffic.reported(DAY, rows.stream().map(row -> label(row, 1)).toList());

        traffic.join(DAY);

        assertThat(traffic.day(VERSION, DAY).metrics().rocAuc()).isNull();
        assertThat(new String(bytes(traffic, VERSION)))
                .contains("\"roc_auc\" : null")
                .doesNotContain("NaN");
    }

    @Test
    void namesWhatIsDamagedAndGoesOn() {
        List<Row> rows = traffic.rows(DAY, 10);
        traffic.answered(VERSION, rows.subList(0, 5));
        String lost = traffic.answered(VERSION, rows.subList(5, 10));
        byte[] bytes = traffic.store.read(lost).orElseThrow().bytes();
        traffic.store.delete(lost);
        traffic.store.create(lost, Arrays.copyOf(bytes, bytes.length / 2));
        traffic.reported(DAY, rows.stream().map(row -> label(row, 1)).toList());
        String feedback = PredictionLayout.feedback(DAY) + "0".repeat(64) + ".json";
        traffic.store.create(feedback, "{\"labels\":[null]}".getBytes());
        String quality = PredictionLayout.quality(VERSION);
        traffic.store.create(quality, "{".getBytes());

        JoinReport report = traffic.join(DAY);

        assertThat(report.exitCode()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(report.damaged().stream().map(Damage::key)).containsExactlyInAnyOrder(feedback, lost, quality);
        assertThat(traffic.day(VERSION, DAY).labels()).isEqualTo(5);
        assertThat(report.days()).containsExactly(new LabelledDay(DAY, 10, 5));
    }

    @Test
    void namesRowsWhoseProbabilitiesAreNone() {
        Row bad = new Row(traffic.id(DAY), 1, 0.5f, Float.NaN);
        Row good = traffic.row(DAY, 0.75f);
        traffic.answered(VERSION, List.of(bad, good));
        traffic.reported(DAY, List.of(label(bad, 1), label(good, 1)));

        JoinReport report = traffic.join(DAY);

        assertThat(report.damaged())
                .singleElement()
                .satisfies(damage -> assertThat(damage.key()).isEqualTo(PredictionLayout.predictions(DAY, VERSION)));
        assertThat(traffic.day(VERSION, DAY).labels()).isOne();
    }

    @Test
    void leavesAsideAVersionThatWasPrunedAndNamesOneThatIsNotThere() {
        ModelVersion pruned = TestBundles.version(7);
        ModelVersion absent = TestBundles.version(8);
        traffic.models.create(
                "retired/" + pruned + ".json",
                ("{\"model_version\":\"" + pruned
                                + "\",\"retired_at\":\"2026-11-01T00:00:00Z\",\"retired_by\":\"someone\",\"pruned_at\":\"2026-11-09T00:00:00Z\"}")
                        .getBytes());
        for (ModelVersion version : List.of(pruned, absent)) {
            List<Row> rows = traffic.rows(DAY, 3);
            traffic.answered(version, rows);
            traffic.reported(DAY, rows.stream().map(row -> label(row, 1)).toList());
        }

        JoinReport report = traffic.join(DAY);

        assertThat(report.notes())
                .singleElement()
                .satisfies(note -> assertThat(note).contains(pruned.value()));
        assertThat(report.damaged().stream().map(Damage::key)).containsExactly("metadata/" + absent + ".json");
        assertThat(report.judged()).isEmpty();
        assertThat(report.days()).containsExactly(new LabelledDay(DAY, 6, 6));
    }

    @Test
    void takesLabelsInTheSpellingsOfClients() {
        traffic.publish(OTHER, "\"False\", \"True\"", "\"True\"");
        List<Row> numeric = traffic.rows(DAY, 3);
        List<Row> texts = traffic.rows(DAY, 2);
        traffic.answered(VERSION, BINARY, numeric);
        traffic.answered(OTHER, List.of("False", "True"), texts);
        traffic.reported(
                DAY,
                List.of(
                        label(numeric.get(0).id(), ClassLabel.ofText("1.0")),
                        label(numeric.get(1).id(), ClassLabel.ofText("false")),
                        label(numeric.get(2).id(), ClassLabel.ofNumber("1")),
                        label(texts.get(0).id(), ClassLabel.ofText("true")),
                        label(texts.get(1).id(), ClassLabel.ofText("FALSE"))));

        JoinReport report = traffic.join(DAY);

        assertThat(traffic.day(VERSION, DAY).labels()).isEqualTo(3);
        assertThat(traffic.day(OTHER, DAY).labels()).isOne();
        assertThat(report.judged().stream()
                        .mapToLong(each -> each.judgement().unknownLabels())
                        .sum())
                .isOne();
    }

    @Test
    void whatItKeepsIsReadAgainAsItWas() throws Exception {
        List<Row> rows = traffic.rows(DAY, 30);
        traffic.answered(VERSION, rows);
        traffic.reported(
                DAY, rows.stream().map(row -> label(row, row.decided())).toList());
        traffic.join(DAY);

        assertThat(ArtifactJson.encode(traffic.quality(VERSION).orElseThrow())).isEqualTo(bytes(traffic, VERSION));
    }

    private static byte[] bytes(Traffic traffic, ModelVersion version) {
        return traffic.store
                .read(PredictionLayout.quality(version))
                .orElseThrow()
                .bytes();
    }
}
