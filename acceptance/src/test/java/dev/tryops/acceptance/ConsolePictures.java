package dev.tryops.acceptance;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureStatistics;
import dev.tryops.model.Histogram;
import dev.tryops.registry.FetchResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;

/** The pictures of the documentation: the console beside a service with a minute of traffic, in which incomes have grown. */
final class ConsolePictures {

    private static final Duration WATCHED = Duration.ofSeconds(60);
    private static final double GROWN = 1.2;

    private final Random random = new Random(20260208);
    private final Store store;
    private final Api api;

    private ConsolePictures(Api api, Store store) {
        this.api = api;
        this.store = store;
    }

    static void take(Browser browser, Store store, Path folder) {
        Training.synthetic(store.root(), 3_000, 1);
        Training.synthetic(store.root(), 3_000, 3);
        try (Api api = Api.start(store, Map.of("DRIFT_CHECK_INTERVAL", "2")).awaitReady();
                Console light = browser.open(api);
                Console dark = browser.open(api, Browser.WIDE, ColorScheme.DARK);
                Console phone = browser.open(api, Browser.PHONE, ColorScheme.LIGHT)) {
            new ConsolePictures(api, store).answer(light.page());
            light.button("Predict").click();
            light.page().waitForTimeout(1_000);
            picture(light, "main", folder.resolve("console-model.png"));
            picture(dark, "drift", folder.resolve("console-drift.png"));
            picture(light, "try", folder.resolve("console-try.png"));
            picture(phone, "main", folder.resolve("console-phone.png"));
        }
    }

    /** Requests in waves, some of them wrong, while the browser is kept running. */
    private void answer(Page page) {
        FetchResult.Fetched bundle = (FetchResult.Fetched) store.registry().fetch(store.pointer());
        long start = System.nanoTime();
        for (double t = 0; t < WATCHED.toSeconds(); t = (System.nanoTime() - start) / 1e9) {
            int requests = (int) Math.round(4 + 3 * Math.sin(t / 6));
            for (int i = 0; i < requests; i++) {
                api.predict(body(bundle));
            }
            page.waitForTimeout(100);
        }
    }

    private String body(FetchResult.Fetched bundle) {
        Map<String, Object> features = new LinkedHashMap<>();
        for (Feature feature : bundle.metadata().schema().structuralSchema()) {
            FeatureStatistics.Numeric training = (FeatureStatistics.Numeric)
                    bundle.baseline().featureStatistics().get(feature.name());
            double value = drawn(training.histogram()) * (feature.name().equals("income") ? GROWN : 1);
            features.put(feature.name(), feature.dtype() == Dtype.INT64 ? (Object) Math.round(value) : (Object) value);
        }
        if (random.nextInt(60) == 0) {
            features.put("credit_score", "good");
        }
        return JsonMapper.shared().writeValueAsString(Map.of("features", features));
    }

    /** A value as the training data had them: of a bin by its count, and anywhere in it. */
    private double drawn(Histogram histogram) {
        long rank = random.nextLong(
                histogram.counts().stream().mapToLong(Long::longValue).sum());
        int bin = 0;
        while (rank >= histogram.counts().get(bin)) {
            rank -= histogram.counts().get(bin);
            bin++;
        }
        double lower = histogram.binEdges().get(bin);
        return lower + (histogram.binEdges().get(bin + 1) - lower) * random.nextDouble();
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
