package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.api.RunningApi.Answer;
import dev.tryops.model.ClassLabel;
import dev.tryops.predictions.Feedback;
import dev.tryops.predictions.Feedback.Label;
import dev.tryops.predictions.PredictionLayout;
import dev.tryops.registry.CorruptArtifact;
import dev.tryops.registry.FileObjectStore;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Labels over HTTP: what is taken, what is refused and how, and what is kept when the store fails. */
class FeedbackApiTest {

    private static final String ROUTE = "/v1/feedback";
    private static final String ID = "019aca3e-a400-7abc-8def-0123456789ab";

    @TempDir
    static Path directory;

    private static Path predictions;
    private static RunningApi api;

    @BeforeAll
    static void start() {
        predictions = directory.resolve("predictions");
        api = new RunningApi(directory.resolve("models"), "--tryops.predictions.store=" + predictions);
        api.serve(TestModels.bundle(TestModels.version(1), 0));
        api.awaitReady();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void keepsTheLabelOfAPredictionUnderItsDay() {
        Instant before = Instant.now();
        String id = predicted();

        Answer answer = api.post(ROUTE, "{\"prediction_id\":\"%s\",\"label\":1}".formatted(id));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{\"accepted\":1,\"unknown\":0}");
        assertThat(answer.header("X-Request-ID")).isNotEmpty();
        Feedback kept = keptOf(id);
        assertThat(kept.labels()).containsExactly(new Label(UUID.fromString(id), ClassLabel.ofNumber("1")));
        assertThat(kept.receivedAt()).isBetween(before, Instant.now());
    }

    @Test
    void readsNumbersTextsAndBooleansAsLabels() {
        List<String> ids = IntStream.range(0, 5).mapToObj(i -> predicted()).toList();

        Answer answer = api.post(
                ROUTE,
                labels(
                        label(ids.get(0), "1.0"),
                        label(ids.get(1), "\"1\""),
                        label(ids.get(2), "true"),
                        label(ids.get(3), "\"Grün\""),
                        label(ids.get(4).toUpperCase(Locale.ROOT), "-0")));

        assertThat(answer.text()).isEqualTo("{\"accepted\":5,\"unknown\":0}");
        assertThat(keptOf(ids.getFirst()).labels().stream().map(Label::label))
                .containsExactlyInAnyOrder(
                        ClassLabel.ofNumber("1"),
                        ClassLabel.ofText("1"),
                        ClassLabel.ofText("true"),
                        ClassLabel.ofText("Grün"),
                        ClassLabel.ofNumber("0"));
    }

    @Test
    void countsWhatCannotBeTheIdOfAPrediction() {
        String tomorrow = uuid(Instant.now().plusSeconds(86_400));
        String soon = uuid(Instant.now().plusSeconds(30));

        Answer answer = api.post(
                ROUTE,
                labels(
                        label("no-uuid", "1"),
                        label("", "1"),
                        label(UUID.randomUUID().toString(), "1"),
                        label("1-1-7001-8001-1", "1"),
                        label(tomorrow, "1"),
                        label(soon, "1"),
                        label(ID, "0")));

        assertThat(answer.text()).isEqualTo("{\"accepted\":2,\"unknown\":5}");
    }

    @Test
    void theSameRequestAgainIsKeptOnceAndALabelThatIsChangedBackIsTheLatest() {
        String id = predicted();
        String other = predicted();
        String one = labels(label(id, "1"), label(other, "0"));
        String sameInAnotherOrder = labels(label(other, "0.0"), label(id, "1"), label(id, "1"));
        String changed = labels(label(id, "0"));

        api.post(ROUTE, one);
        Instant first = keptOf(id).receivedAt();
        assertThat(api.post(ROUTE, changed).status()).isEqualTo(200);
        assertThat(api.post(ROUTE, sameInAnotherOrder).text()).isEqualTo("{\"accepted\":3,\"unknown\":0}");

        List<Feedback> all = allOf(id);
        assertThat(all).hasSize(2);
        assertThat(keptOf(id).receivedAt()).isAfter(first);
        assertThat(keptOf(id).labels()).contains(new Label(UUID.fromString(id), ClassLabel.ofNumber("1")));
    }

    @Test
    void partsTheLabelsOfARequestByTheDaysOfTheirPredictions() {
        String old = uuid(Instant.parse("2026-01-31T23:59:59.999Z"));
        String young = uuid(Instant.parse("2026-02-01T00:00:00Z"));

        assertThat(api.post(ROUTE, labels(label(old, "1"), label(young, "1"))).status())
                .isEqualTo(200);

        assertThat(allOf(LocalDate.parse("2026-01-31"))).hasSize(1);
        assertThat(allOf(LocalDate.parse("2026-02-01"))).hasSize(1);
    }

    static Stream<Arguments> faultyBodies() {
        String deep = "[".repeat(2_000);
        return Stream.of(
                body("", " malformed_json"),
                body("{", " malformed_json"),
                body("\u00fe", " malformed_json"),
                body("[]", " wrong_type"),
                body("{}", "/labels missing_key"),
                body("{} x", "/labels missing_key", " malformed_json"),
                body("{}{}", "/labels missing_key", " trailing_content"),
                body("{'label':1}", "/prediction_id missing_key"),
                body("{'prediction_id':'a'}", "/label missing_key"),
                body(
                        "{'prediction_id':1,'label':null,'x':2}",
                        "/prediction_id wrong_type",
                        "/label wrong_type",
                        "/x unknown_key"),
                body(
                        "{'prediction_id':'a','prediction_id':'b','label':1,'label':1}",
                        "/prediction_id duplicate_key",
                        "/label duplicate_key"),
                body("{'labels':{}}", "/labels wrong_type"),
                body("{'labels':[]}", "/labels empty_batch"),
                body("{'labels':[],'labels':[]}", "/labels empty_batch", "/labels duplicate_key"),
                body(
                        "{'labels':[1,null,{}]}",
                        "/labels/0 wrong_type",
                        "/labels/1 wrong_type",
                        "/labels/2/prediction_id missing_key",
                        "/labels/2/label missing_key"),
                body("{'labels':[{'prediction_id':'a','label':{'b':[1]}}]}", "/labels/0/label wrong_type"),
                body("{'labels':[{'prediction_id':'a','label':1,'~/':1}]}", "/labels/0/~0~1 unknown_key"),
                body("{'labels':[{'prediction_id':'a','label':1}],'label':1}", " mixed_styles"),
                body("{'prediction_id':'a','label':''}", "/label bad_label"),
                body("{'prediction_id':'a','label':'" + "x".repeat(257) + "'}", "/label bad_label"),
                body("{'prediction_id':'a','label':'\\ud800'}", "/label not_unicode"),
                body("{'prediction_id':'a','label':'\\u0000'}", "/label nul_character"),
                body("{'prediction_id':'a','label':1e999}", "/label out_of_range"),
                body("{'prediction_id':'a','label':1e99999999999}", "/label out_of_range"),
                body("{'prediction_id':'a','label':" + "1".repeat(101) + "}", "/label number_too_long"),
                body("{'prediction_id':'a','label':NaN}", " malformed_json"),
                body("{'labels':" + deep, "/labels/0 wrong_type", " malformed_json"),
                body(
                        "{'labels':[{'prediction_id':'" + ID + "','label':1},{'prediction_id':'" + ID
                                + "','label':2}]}",
                        "/labels/1/label conflicting_label"));
    }

    @ParameterizedTest
    @MethodSource("faultyBodies")
    void tellsEveryFaultOfABodyAtOnce(String body, List<String> faults) {
        Answer answer = api.post(ROUTE, body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.faults()).containsExactlyElementsOf(faults);
    }

    @Test
    void takesAsManyLabelsAsAPredictionMayHaveRows() {
        String[] thousand = IntStream.range(0, 1_000)
                .mapToObj(i -> label(uuid(Instant.parse("2026-03-01T00:00:00Z")), "1"))
                .toArray(String[]::new);
        String[] more =
                Stream.concat(Stream.of(thousand), Stream.of(label(ID, "1"))).toArray(String[]::new);

        assertThat(api.post(ROUTE, labels(thousand)).text()).isEqualTo("{\"accepted\":1000,\"unknown\":0}");
        assertThat(api.post(ROUTE, labels(more)).faults()).containsExactly("/labels batch_too_large");
    }

    @Test
    void refusesToWriteAnObjectForEveryLabel() {
        String[] days = IntStream.rangeClosed(0, 100)
                .mapToObj(
                        day -> label(uuid(Instant.parse("2026-03-01T00:00:00Z").minusSeconds(86_400L * day)), "1"))
                .toArray(String[]::new);

        assertThat(api.post(ROUTE, labels(days)).faults()).containsExactly("/labels too_many_days");
    }

    @Test
    void refusesOtherMediaTypesAndBodiesBeyondTheLimit() {
        String padded = "{" + " ".repeat(1 << 20) + "}";

        assertThat(api.send(api.request(ROUTE).POST(BodyPublishers.ofString("{}")))
                        .status())
                .isEqualTo(415);
        assertThat(api.post(ROUTE, padded).status()).isEqualTo(413);
        assertThat(api.get(ROUTE).status()).isEqualTo(405);
    }

    @Test
    void countsLabels() {
        double before = counted("accepted");
        double beforeUnknown = counted("unknown");

        api.post(ROUTE, labels(label(ID, "1"), label(predicted(), "1"), label("x", "1")));

        assertThat(counted("accepted")).isEqualTo(before + 2);
        assertThat(counted("unknown")).isEqualTo(beforeUnknown + 1);
    }

    @Test
    void isDocumentedAsItAnswers() {
        OpenApi docs = new OpenApi(api.get("/v3/api-docs"));
        OpenApi.Operation operation = docs.operation("post", ROUTE);

        assertThat(docs.faults(operation, 200, api.post(ROUTE, labels(label(ID, "true")))))
                .isEmpty();
        assertThat(docs.faults(operation, 400, api.post(ROUTE, "{}"))).isEmpty();
        assertThat(api.get("/").json().at("/endpoints/feedback").asString()).isEqualTo(ROUTE);
    }

    @Test
    void saysSoWhereNothingIsKept(@TempDir Path other) {
        try (RunningApi without = new RunningApi(other)) {
            Answer answer = without.post(ROUTE, labels(label(ID, "1")));

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.json().required("detail").asString()).contains("PREDICTION_STORE");
            assertThat(without.post(ROUTE, "{}").status()).isEqualTo(400);
        }
    }

    @Test
    void wantsACredentialWhereOthersDo(@TempDir Path other) throws Exception {
        String key = "k".repeat(64);
        try (RunningApi closed = new RunningApi(
                other,
                "--tryops.predictions.store=" + other.resolve("predictions"),
                "--tryops.authentication.api-keys=ci:sha256:" + ApiKeyTest.sha256(key))) {
            String body = labels(label(ID, "1"));

            assertThat(closed.post(ROUTE, body).status()).isEqualTo(401);
            assertThat(closed.send(closed.request(ROUTE)
                                    .header("X-API-Key", key)
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(body)))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void saysWhatIsNotKeptWhileTheStoreIsDownAndKeepsItLater(@TempDir Path other) throws IOException {
        Path store = other.resolve("predictions");
        try (RunningApi shaken = new RunningApi(other.resolve("models"), "--tryops.predictions.store=" + store)) {
            String body = labels(
                    label(uuid(Instant.parse("2026-03-01T00:00:00Z")), "1"),
                    label(uuid(Instant.parse("2026-03-02T00:00:00Z")), "1"),
                    label(uuid(Instant.parse("2026-03-02T00:00:00Z")), "1"));
            Path blocked = Files.createDirectories(store.resolve("feedback")).resolve("date=2026-03-02");
            Files.writeString(blocked, "no directory");

            Answer down = shaken.post(ROUTE, body);

            assertThat(down.status()).isEqualTo(503);
            assertThat(down.header("Retry-After")).isNotEmpty();
            assertThat(down.json().required("detail").asString())
                    .contains("1 of 3 labels are known to be kept", "Send all of them again")
                    .doesNotContain(other.toString());

            Files.delete(blocked);
            assertThat(shaken.post(ROUTE, body).text()).isEqualTo("{\"accepted\":3,\"unknown\":0}");
        }
    }

    private static String predicted() {
        return api.post("/v1/predict", "{\"features\":{\"age\":30,\"debt_ratio\":0.2,\"member\":true}}")
                .json()
                .required("prediction_id")
                .asString();
    }

    private static String uuid(Instant time) {
        UUID random = UUID.randomUUID();
        return new UUID(
                        time.toEpochMilli() << 16 | 0x7000 | random.getMostSignificantBits() & 0xFFF,
                        random.getLeastSignificantBits())
                .toString();
    }

    private static String label(String id, String label) {
        return "{\"prediction_id\":\"%s\",\"label\":%s}".formatted(id, label);
    }

    private static String labels(String... labels) {
        return Stream.of(labels).collect(Collectors.joining(",", "{\"labels\":[", "]}"));
    }

    private static Arguments body(String body, String... faults) {
        return Arguments.of(body.replace('\'', '"'), List.of(faults));
    }

    private static double counted(String outcome) {
        return api.get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("feedback_labels_total{outcome=\"" + outcome + "\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf('}') + 2)))
                .sum();
    }

    /** What was received last of what labels a prediction. */
    private static Feedback keptOf(String id) {
        return allOf(id).stream()
                .max(java.util.Comparator.comparing(Feedback::receivedAt))
                .orElseThrow();
    }

    private static List<Feedback> allOf(String id) {
        UUID uuid = UUID.fromString(id);
        return allOf(LocalDate.now(ZoneOffset.UTC)).stream()
                .filter(feedback -> feedback.labels().stream()
                        .anyMatch(label -> label.predictionId().equals(uuid)))
                .toList();
    }

    private static List<Feedback> allOf(LocalDate day) {
        FileObjectStore store = FileObjectStore.at(predictions);
        return store.allKeysUnder(PredictionLayout.feedback(day))
                .map(key -> {
                    try {
                        return Feedback.decode(store.read(key).orElseThrow().bytes(), key);
                    } catch (CorruptArtifact e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }
}
