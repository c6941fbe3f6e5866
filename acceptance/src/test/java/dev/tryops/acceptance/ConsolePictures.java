package dev.tryops.acceptance;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.tryops.model.GoldenRow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;

/** The pictures of the documentation: the console beside a service with a minute of traffic, in which incomes have grown. */
final class ConsolePictures {

    private static final Duration WATCHED = Duration.ofSeconds(75);
    private static final double GROWN = 1.35;

    private final Random random = new Random(20260208);
    private final List<GoldenRow> rows;
    private final Api api;

    private ConsolePictures(Api api, List<GoldenRow> rows) {
        this.api = api;
        this.rows = rows;
    }

    static void take(Browser browser, Store store, Path folder) throws InterruptedException {
        Training.synthetic(store.root(), 3_000, 1);
        Training.synthetic(store.root(), 3_000, 3);
        try (Api api = Api.start(store, Map.of("DRIFT_CHECK_INTERVAL", "2")).awaitReady();
                Console light = browser.open(api);
                Console dark = browser.open(api, Browser.WIDE, ColorScheme.DARK);
                Console phone = browser.open(api, Browser.PHONE, ColorScheme.LIGHT)) {
            new ConsolePictures(
                            api, store.metadata(store.pointer().modelVersion()).goldenRows())
                    .answer(light.page());
            light.button("Predict").click();
            light.page().waitForTimeout(1_000);
            picture(light, "main", folder.resolve("console-model.png"));
            picture(dark, "drift", folder.resolve("console-drift.png"));
            picture(light, "try", folder.resolve("console-try.png"));
            picture(phone, "main", folder.resolve("console-phone.png"));
        }
    }

    /** Requests in waves, some of them wrong, while the browser is kept running. */
    private void answer(Page page) throws InterruptedException {
        long start = System.nanoTime();
        for (double t = 0; t < WATCHED.toSeconds(); t = (System.nanoTime() - start) / 1e9) {
            int requests = (int) Math.round(4 + 3 * Math.sin(t / 6));
            for (int i = 0; i < requests; i++) {
                api.predict(body());
            }
            page.waitForTimeout(100);
        }
    }

    private String body() {
        Map<String, Object> features =
                new LinkedHashMap<>(rows.get(random.nextInt(rows.size())).features());
        features.replaceAll((name, value) -> varied(name, ((Number) value)));
        if (random.nextInt(60) == 0) {
            features.put("credit_score", "good");
        }
        return JsonMapper.shared().writeValueAsString(Map.of("features", features));
    }

    private Number varied(String name, Number value) {
        double varied = value.doubleValue() * (1 + 0.08 * random.nextGaussian()) * (name.equals("income") ? GROWN : 1);
        return value instanceof Double ? (Number) varied : Math.round(varied);
    }

    private static void picture(Console console, String section, Path file) {
        console.unfold();
        console.page().evaluate("document.querySelectorAll('details').forEach(one => { one.open = false; })");
        console.page()
                .evaluate(
                        "id => { document.activeElement.blur(); if (id === 'main') scrollTo(0, 0);"
                                + " else document.getElementById(id).scrollIntoView({behavior: 'instant'}); }",
                        section);
        console.page().waitForTimeout(500);
        console.page().screenshot(new Page.ScreenshotOptions().setPath(file));
    }
}
