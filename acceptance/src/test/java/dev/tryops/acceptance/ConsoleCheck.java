package dev.tryops.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every control of the console, in a real browser on a real service, held against the API's own answers. */
class ConsoleCheck {

    private static final Duration SOON = Duration.ofSeconds(20);
    /** Where the link to skip the navigation leads. */
    private static final String FIRST_STOP = "#main";

    private static final String KEY = "a-key-of-sixteen";
    private static final String SHA256_OF_KEY = dev.tryops.model.Sha256.hex(KEY.getBytes());

    @TempDir
    static Path directory;

    private static Path store;
    private static Api api;
    private static Api closed;
    private static Browser browser;

    private final List<Console> opened = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        store = directory.resolve("store");
        train(1);
        Map<String, String> quickChecks =
                Map.of("DRIFT_CHECK_INTERVAL", "0.5", "DRIFT_MIN_SAMPLE", "50", "DRIFT_WINDOW_SIZE", "100");
        api = Api.start(new Store(store), quickChecks).awaitReady();
        closed = Api.start(new Store(store), Map.of("API_KEYS", "ann:sha256:" + SHA256_OF_KEY))
                .awaitReady();
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        browser.close();
        closed.close();
        api.close();
    }

    @AfterEach
    void nothingWentWrongInTheBrowser() {
        List<String> troubles =
                opened.stream().flatMap(console -> console.troubles().stream()).toList();
        opened.forEach(Console::close);
        assertThat(troubles).isEmpty();
    }

    @Test
    void theModelIsTheOneThatTheApiTellsOf() {
        Console console = open();
        JsonNode model = monitoring("model");

        assertThat(console.page()).hasTitle(text(model, "model_version") + " · TryOps console");
        assertThat(console.section("model")).containsText("current");
        assertThat(console.section("model")).containsText("by " + text(model, "promoted_by"));
        assertThat(console.section("model")).containsText(text(model, "reason"));
        assertThat(console.section("model").locator("time").first()).hasAttribute("title", utc(model, "loaded_at"));
        List<List<String>> metrics = console.rows("Metrics of the model beside the one before");
        assertThat(metrics.getFirst())
                .startsWith(
                        "Accuracy",
                        "%.4f".formatted(model.at("/metrics/accuracy").asDouble()));
        assertThat(metrics).hasSize(7);
    }

    @Test
    void promotionsAndReloadsAreListed() {
        Console console = open();

        List<List<String>> promotions = console.rows("Promotions, the newest first");
        JsonNode revisions = monitoring("history").required("revisions");
        assertThat(promotions).hasSameSizeAs(revisions);
        assertThat(promotions.getFirst().get(1))
                .contains(revisions.at("/0/model_version").asString(), "serves");
        List<List<String>> reloads = console.rows("Outcomes of reloads, the newest first");
        assertThat(reloads.getFirst().get(1)).isEqualTo("swapped");
        assertThat(reloads).hasSameSizeAs(monitoring("reloads").required("reloads"));
    }

    @Test
    void anotherVersionAppearsWithoutLoadingThePageAnew() throws IOException {
        Console console = open();
        String before = text(monitoring("model"), "model_version");
        console.page().evaluate("window.stillTheSamePage = true");
        console.input(HostileCsv.POINTER).fill("17");

        train(2);
        await().atMost(SOON)
                .until(() -> !text(monitoring("model"), "model_version").equals(before));

        String after = text(monitoring("model"), "model_version");
        console.awaitVersion(after);
        assertThat(console.section("model")).containsText("Before: " + before);
        assertThat(console.section("history")).containsText(after);
        List<String> accuracy =
                console.rows("Metrics of the model beside the one before").getFirst();
        assertThat(accuracy.get(2))
                .isEqualTo("%.4f"
                        .formatted(monitoring("model")
                                .at("/previous/metrics/accuracy")
                                .asDouble()));
        console.button("Predict").click();
        assertThat(console.section("try").locator(".answer")).containsText("By " + after);
        assertThat(console.page().evaluate("window.stillTheSamePage")).isEqualTo(true);
    }

    @Test
    void trafficIsCountedWhileOneLooks() {
        Console console = open();
        for (int i = 0; i < 40; i++) {
            api.predict(exampleBody());
        }

        Locator figures = console.section("traffic").locator(".cards dd");
        await().atMost(SOON)
                .until(() -> !List.of("–", "0.0").contains(figures.first().innerText()));
        assertThat(figures.nth(2)).containsText("ms");
        assertThat(console.section("traffic").locator("canvas")).hasCount(2);
        console.page().getByText("All routes since the start").click();
        await().atMost(SOON).untilAsserted(() -> {
            List<List<String>> routes = console.rows("Answers by route since the start");
            assertThat(routes).anySatisfy(row -> {
                assertThat(row.getFirst()).isEqualTo("POST /v1/predict");
                assertThat(Integer.parseInt(row.get(1).replace(",", ""))).isGreaterThanOrEqualTo(40);
            });
        });
        console.page().getByText("These minutes as a table").click();
        assertThat(console.rows("Traffic of the last minutes")).isNotEmpty();
        assertThat(console.section("traffic").locator(".plot").first().getAttribute("aria-label"))
                .matches("Predictions a second: requests .*");
    }

    @Test
    void ratesAreDifferencesOfTotalsOfOneInstance() {
        Console console = open();
        Object computed = console.page().evaluate("""
            async () => {
              const main = document.querySelector('script[type=module]').src;
              const { Readings, quantile } = await import(main.replace('main.js', 'rates.js'));
              const at = (instance, uptime, requests, buckets) => ({
                instance, uptime, bounds: [1, 2], requests, rows: 10 * requests, clientErrors: 0, serverErrors: 0, buckets });
              const readings = new Readings();
              const first = readings.add(at('a', 100, 50, [50, 50]));
              const other = readings.add(at('b', 7, 9, [9, 9]));
              const second = readings.add(at('a', 102, 70, [50, 70]));
              const restarted = readings.add(at('a', 1, 2, [2, 2]));
              return [first, other, second.requests, second.rows, second.p50, restarted, readings.instances,
                quantile(0.5, [1, 2], [0, 0], 4), quantile(0.25, [1, 2], [4, 4], 4), quantile(0.5, [1, 2], [0, 0], 0)];
            }
            """);

        assertThat((List<?>) computed)
                .map(value -> value instanceof Number number ? number.doubleValue() : value)
                .containsExactly(null, null, 10.0, 100.0, 1.5, null, 2.0, 2.0, 0.25, null);
    }

    @Test
    void driftIsShownFeatureByFeature() {
        String old = exampleBody().replaceAll("\"age\":[^,}]*", "\"age\":99");
        for (int i = 0; i < 120; i++) {
            assertThat(api.predict(old).statusCode()).isEqualTo(200);
        }
        await().atMost(SOON).until(() -> monitoring("drift").required("drifted").asBoolean());
        Console console = open();
        JsonNode report = monitoring("drift");

        assertThat(console.section("drift").locator(".badge")).hasText("drift");
        Locator cards = console.section("drift").locator(".feature");
        assertThat(cards).hasCount(report.required("features").size() + 1);
        console.unfold();
        for (JsonNode feature : report.required("features")) {
            Locator card = cards.filter(new Locator.FilterOptions()
                    .setHas(console.page()
                            .getByText(text(feature, "feature"), new Page.GetByTextOptions().setExact(true))));
            assertThat(card.locator(".tag.bad"))
                    .hasCount(feature.required("drifted").asBoolean() ? 1 : 0);
            assertThat(card.locator("meter"))
                    .hasCount(feature.required("scores").size());
            List<List<String>> bins = console.rows("Shares of " + text(feature, "feature"));
            assertThat(bins.stream().map(List::getFirst).toList())
                    .isEqualTo(feature.required("bins").findValuesAsString("label"));
        }

        console.page().getByLabel("Drifted only").check();
        assertThat(cards).hasCount((int)
                all(report).filter(one -> one.required("drifted").asBoolean()).count());
        console.page().getByLabel("Drifted only").uncheck();
        console.page().getByLabel("Find").fill(HostileCsv.MARKUP.toUpperCase(java.util.Locale.ROOT));
        assertThat(cards).hasCount(1);
        console.page().getByLabel("Find").fill("none of them");
        assertThat(console.section("drift")).containsText("None of the features.");
    }

    private static Stream<JsonNode> all(JsonNode report) {
        return Stream.concat(report.required("features").valueStream(), Stream.of(report.required("prediction")));
    }

    @Test
    void qualityIsShownAsFarAsItIsKnown() {
        Console console = open();
        HttpResponse<String> answer = api.get("/v1/monitoring/quality");
        if (answer.statusCode() == 404) {
            assertThat(console.section("quality")).containsText("This service does not tell.");
            return;
        }
        double accuracy = monitoring("model").at("/metrics/accuracy").asDouble();
        assertThat(console.rows("Quality of the answers").getFirst())
                .startsWith("Accuracy", "%.4f".formatted(accuracy));
    }

    @Test
    void theFormAsksForWhatTheSchemaSays() {
        Console console = open();
        JsonNode schema = Api.json(api.get("/v1/model/schema"));

        List<String> labels =
                console.section("try").locator(".field > label:first-child").allInnerTexts();
        assertThat(labels)
                .containsExactlyElementsOf(schema.required("properties").propertyNames());
        assertThat(labels).contains(HostileCsv.MARKUP, HostileCsv.PROTOTYPE, HostileCsv.POINTER);
        assertThat(console.field("region").locator("datalist option"))
                .hasCount(schema.at("/properties/region/examples").size());
        assertThat(console.field("member").locator("option")).hasCount(2);
        assertThat(console.field("region").getByLabel("no value")).isVisible();
        assertThat(console.field("age")).containsText("may have no value");
        assertThat(console.input(HostileCsv.POINTER))
                .hasValue(schema.required("examples")
                        .get(0)
                        .required(HostileCsv.POINTER)
                        .asString());
        assertThat(console.page().locator("img")).hasCount(0);
    }

    @Test
    void aPredictionIsTheApisOwn() {
        Console console = open();
        console.input("age").fill("33");
        console.input("region").fill("somewhere else");
        console.input("member").selectOption("false");
        console.input(HostileCsv.PROTOTYPE).fill("1.2500000000000000001");

        Request request = console.page()
                .waitForRequest(
                        Pattern.compile("/v1/predict\\?explain=true"),
                        () -> console.button("Predict").click());

        String sent = request.postData();
        assertThat(sent).contains("\"age\":33", "\"region\":\"somewhere else\"", "1.2500000000000000001");
        JsonNode expected = Api.json(api.post("/v1/predict?explain=true", sent));
        Locator answer = console.section("try").locator(".answer");
        assertThat(answer).containsText("Decided: " + text(expected, "prediction_label"));
        String percent = new java.text.DecimalFormat(
                        "0.#%", java.text.DecimalFormatSymbols.getInstance(java.util.Locale.US))
                .format(expected.required("prediction").asDouble());
        assertThat(answer).containsText("has a probability of " + percent);
        JsonNode features = expected.at("/contributions/features");
        List<List<String>> rows = console.rows("Contributions to the score, the largest first");
        assertThat(rows).hasSize(features.size() + 1);
        assertThat(rows.stream().map(List::getFirst).toList())
                .containsAll(features.propertyNames())
                .contains("bias");
        double largest = StreamSupport.stream(features.spliterator(), false)
                .mapToDouble(value -> Math.abs(value.asDouble()))
                .max()
                .orElseThrow();
        assertThat(Math.abs(Double.parseDouble(rows.getFirst().get(1).replace(",", ""))))
                .isCloseTo(largest, org.assertj.core.data.Percentage.withPercentage(0.1));
    }

    @Test
    void whatIsMissingIsSentAsNullAndAnExplanationOnlyIfWanted() {
        Console console = open();
        console.input("age").fill("");
        console.field("region").getByLabel("no value").check();
        assertThat(console.input("region")).isDisabled();
        console.page().getByLabel("Explain").uncheck();

        Request request = console.page()
                .waitForRequest(
                        Pattern.compile("/v1/predict\\?explain=false"),
                        () -> console.button("Predict").click());

        assertThat(request.postData()).contains("\"age\":null", "\"region\":null");
        assertThat(console.section("try").locator(".answer")).containsText("Decided: ");
        assertThat(console.section("try").locator(".contributions")).hasCount(0);
        console.button("Fill in an example").click();
        assertThat(console.input("age")).not().hasValue("");
        assertThat(console.input("region")).isEnabled();
    }

    @Test
    void problemsAreShownAtTheirFields() {
        Console console = open();
        console.input("age").fill("four");
        console.input(HostileCsv.POINTER).fill("1.5");
        console.input(HostileCsv.MARKUP).fill("");

        Request request = console.page()
                .waitForRequest(
                        Pattern.compile("/v1/predict"),
                        () -> console.button("Predict").click());

        JsonNode errors = Api.json(api.post("/v1/predict", request.postData())).required("errors");
        assertThat(errors).hasSize(3);
        for (JsonNode error : errors) {
            String feature = text(error, "pointer")
                    .substring("/features/".length())
                    .replace("~1", "/")
                    .replace("~0", "~");
            assertThat(console.field(feature).locator(".fault")).hasText(text(error, "message"));
            assertThat(console.input(feature)).hasAttribute("aria-invalid", "true");
        }
        assertThat(console.input("age")).isFocused();
        console.button("Fill in an example").click();
        assertThat(console.section("try").locator(".fault:visible")).hasCount(0);
    }

    @Test
    void theReportIsShownInAFrameInWhichNothingRuns() {
        Console console = open();
        console.button("Show the report").click();

        Locator frame = console.section("report").locator("iframe");
        assertThat(frame).isVisible();
        assertThat(frame).hasAttribute("sandbox", "allow-same-origin");
        Locator title = console.section("report").frameLocator("iframe").locator("h1");
        assertThat(title).hasText(text(monitoring("model"), "model_version"));
        assertThat(api.get("/v1/monitoring/report").body()).contains("<h1");
        Frame inside = console.page().frames().getLast();
        assertThat(inside.locator("script").count()).isZero();
        assertThat(title.evaluate("title => getComputedStyle(title).fontWeight"))
                .isEqualTo("650");
        console.button("Hide the report").click();
        assertThat(frame).isHidden();
    }

    @Test
    void aSheetThatIsPausedAsksNothingAndOneThatIsHiddenNeither() {
        Console console = open();
        List<String> asked = new ArrayList<>();
        console.page().onRequest(request -> asked.add(request.url()));

        console.button("Pause").click();
        assertThat(console.section("status")).hasText("Paused");
        asked.clear();
        console.page().waitForTimeout(3_000);
        assertThat(asked).isEmpty();
        console.button("Refresh").click();
        await().atMost(SOON).until(() -> {
            console.page().waitForTimeout(50);
            return asked.stream().anyMatch(url -> url.endsWith("/v1/monitoring/history"));
        });
        console.button("Go on").click();
        console.awaitLive();

        hide(console.page(), true);
        console.page().waitForTimeout(500);
        asked.clear();
        console.page().waitForTimeout(3_000);
        assertThat(asked).isEmpty();
        hide(console.page(), false);
        await().atMost(SOON).until(() -> {
            console.page().waitForTimeout(50);
            return !asked.isEmpty();
        });
    }

    private static void hide(Page page, boolean hidden) {
        page.evaluate(
                "hidden => { Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});"
                        + " document.dispatchEvent(new Event('visibilitychange')); }",
                hidden);
    }

    @Test
    void aServiceThatDoesNotAnswerIsAskedAgain() {
        Console console = open();
        console.page()
                .route(
                        "**/v1/monitoring/traffic",
                        route -> route.fulfill(new com.microsoft.playwright.Route.FulfillOptions()
                                .setStatus(429)
                                .setHeaders(Map.of("Retry-After", "1", "Content-Type", "application/problem+json"))
                                .setBody("{\"detail\":\"You have asked too often\"}")));

        assertThat(console.section("status")).hasText(Pattern.compile("You have asked too often; again in \\d.* s"));
        assertThat(console.section("model")).containsText("current");
        console.page().unroute("**/v1/monitoring/traffic");
        console.awaitLive();
    }

    @Test
    void whoHasNoKeyIsAskedForOne() {
        Console console = openClosed();
        Locator dialog = console.section("credential");
        assertThat(dialog).isVisible();
        assertThat(console.section("credential-value")).isFocused();
        assertThat(console.section("model").locator(".content")).isEmpty();

        console.section("credential-value").fill("wrong");
        console.button("Use it").click();
        assertThat(console.section("credential-why")).containsText("does not count here");
        console.button("Cancel").click();
        assertThat(dialog).isHidden();
        assertThat(console.section("status")).hasText("A credential is needed");

        console.button(Pattern.compile("^Key")).click();
        console.section("credential-value").fill(KEY);
        console.page().keyboard().press("Enter");
        console.awaitLive();
        assertThat(console.section("model")).containsText("current");
        console.button("Show the report").click();
        assertThat(console.section("report").frameLocator("iframe").locator("h1"))
                .isVisible();

        assertThat(console.page().evaluate("Object.values(sessionStorage).concat(Object.values(localStorage)).join()"))
                .asString()
                .doesNotContain(KEY);
        console.page().reload();
        assertThat(dialog).isVisible();
    }

    @Test
    void aKeyIsKeptForTheTabOnlyIfThePersonWantsThat() {
        Console console = openClosed();
        console.section("credential-value").fill(KEY);
        console.page().getByLabel("Keep it until this tab is closed").check();
        console.button("Use it").click();
        console.awaitLive();

        console.page().reload();
        console.awaitLive();
        assertThat(console.section("credential")).isHidden();

        console.button(Pattern.compile("^Key")).click();
        console.button("Forget it").click();
        assertThat(console.section("status")).hasText("A credential is needed");
        console.page().reload();
        assertThat(console.section("credential")).isVisible();
    }

    @Test
    void theThemeIsTheSystemsUntilOneIsChosen() {
        Console console = open();
        String light = background(console);
        console.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        String dark = background(console);
        assertThat(dark).isNotEqualTo(light);

        console.button("Theme: auto").click();
        assertThat(background(console)).isEqualTo(light);
        console.button("Theme: light").click();
        console.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        assertThat(background(console)).isEqualTo(dark);
        console.page().reload();
        console.awaitLive();
        assertThat(background(console)).isEqualTo(dark);
        console.button("Theme: dark").click();
        assertThat(background(console)).isEqualTo(light);
    }

    private static String background(Console console) {
        return (String) console.page().evaluate("getComputedStyle(document.body).backgroundColor");
    }

    @Test
    void isReadInEitherThemeAtEitherWidthByWhoeverReadsIt() {
        for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(Browser.WIDE, Browser.PHONE)) {
                Console console = browser.open(api, width, colours);
                opened.add(console);
                console.awaitLive().awaitVersion(text(monitoring("model"), "model_version"));
                console.button("Predict").click();
                assertThat(console.section("try").locator(".answer")).containsText("Decided");
                console.button("Show the report").click();
                assertThat(console.section("report").locator("iframe")).isVisible();
                console.unfold();

                assertThat(console.overflow()).as(colours + " " + width).isLessThanOrEqualTo(0);
                assertThat(console.barriers()).as(colours + " " + width).isEmpty();
            }
        }
    }

    @Test
    void theDialogCanBeReadToo() {
        Console console = openClosed();
        assertThat(console.section("credential")).isVisible();

        assertThat(console.barriers()).isEmpty();
    }

    @Test
    void everythingCanBeReachedAndUsedWithKeysAlone() {
        Console console = open();
        Page page = console.page();
        page.keyboard().press("Tab");
        assertThat(page.locator(".skip")).isFocused();
        assertThat(page.locator(".skip")).isVisible();
        page.keyboard().press("Enter");
        assertThat(page.locator("#main")).isFocused();

        page.evaluate("document.activeElement.blur(); scrollTo(0, 0)");
        page.reload();
        console.awaitLive();
        Set<String> visited = walk(page);
        assertThat(visited)
                .contains("pause", "refresh", "theme", "key", "try-explain", "#model", "#reloads")
                .anyMatch(name -> name.startsWith("field-"))
                .contains("Predict", "Fill in an example", "Show the report", "All routes since the start");
        page.locator("#try button[type=submit]").focus();
        page.keyboard().press("Enter");
        assertThat(console.section("try").locator(".answer")).containsText("Decided");
        page.locator("#pause").focus();
        page.keyboard().press("Space");
        assertThat(console.section("status")).hasText("Paused");
    }

    /** Walks until the focus comes back; each stop must show that it has it. Returns ids, or texts without. */
    private static Set<String> walk(Page page) {
        Set<String> visited = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            page.keyboard().press("Tab");
            String stop = (String) page.evaluate("""
                () => {
                  const at = document.activeElement;
                  if (at === document.body || at === null) return '';
                  const style = getComputedStyle(at);
                  const seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
                  const name = at.id || at.getAttribute('href') || at.innerText || at.getAttribute('aria-label') || at.tagName;
                  return seen ? name : `unseen ${name}`;
                }
                """);
            assertThat(stop).doesNotStartWith("unseen");
            if (stop.isEmpty() || !visited.add(stop) && stop.equals(FIRST_STOP)) {
                return visited;
            }
        }
        throw new AssertionError("The focus never comes back: " + visited);
    }

    @Test
    void nothingMovesForWhoeverWantsItStill() {
        Console console = open();
        console.page()
                .emulateMedia(new Page.EmulateMediaOptions()
                        .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE));

        assertThat(console.page().evaluate("getComputedStyle(document.documentElement).scrollBehavior"))
                .isEqualTo("auto");
        console.page()
                .getByText("Reloads", new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
        assertThat(console.section("reloads")).isInViewport();
    }

    /** A test run leaves the documentation as it is, unless it is asked for its pictures. */
    @Test
    @EnabledIfSystemProperty(named = "tryops.screenshots", matches = ".+")
    void theDocumentationsPicturesAreTaken() throws Exception {
        Path folder = Checkout.ROOT.resolve(System.getProperty("tryops.screenshots"));
        ConsolePictures.take(browser, new Store(directory.resolve("pictures")), folder);
    }

    private Console open() {
        Console console = browser.open(api);
        opened.add(console);
        return console.awaitLive().awaitVersion(text(monitoring("model"), "model_version"));
    }

    /** Of the service that asks for a key. */
    private Console openClosed() {
        Console console = browser.open(closed);
        opened.add(console);
        return console;
    }

    private static JsonNode monitoring(String route) {
        HttpResponse<String> answer = api.get("/v1/monitoring/" + route);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Api.json(answer);
    }

    private static String exampleBody() {
        JsonNode row =
                Api.json(api.get("/v1/model/schema")).required("examples").get(0);
        return JsonMapper.shared().writeValueAsString(Map.of("features", row));
    }

    private static String text(JsonNode node, String key) {
        return node.required(key).asString();
    }

    /** As the page shows it where the pointer rests. */
    private static String utc(JsonNode node, String key) {
        return java.time.Instant.parse(text(node, key)).truncatedTo(java.time.temporal.ChronoUnit.MILLIS) + " (UTC)";
    }

    private static void train(long seed) throws IOException {
        Path data = HostileCsv.write(directory.resolve("data" + seed + ".csv"), seed);
        Training.succeed(store, "--data", data.toString(), "--target", "decision", "--missing", "impute");
    }
}
