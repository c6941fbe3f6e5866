package dev.tryops.acceptance;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The Chromium of this machine, without a window. */
final class Browser implements AutoCloseable {

    static final int WIDE = 1280;
    static final int PHONE = 360;

    private static final double PATIENCE_MS = 15_000;

    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final com.microsoft.playwright.Browser browser = playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium())
                    .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));

    Browser() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    }

    private static Path chromium() {
        return PLACES.stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no Chromium; Debian's package is 'chromium'"));
    }

    /** A console with an empty storage, as a person opens it. */
    Console open(Api api) {
        return open(api, WIDE, ColorScheme.LIGHT);
    }

    Console open(Api api, int width, ColorScheme colours) {
        NewContextOptions options = new NewContextOptions()
                .setViewportSize(width, 900)
                .setColorScheme(colours)
                .setLocale("en-US")
                .setTimezoneId("Europe/Berlin");
        return new Console(browser.newContext(options), api);
    }

    @Override
    public void close() {
        playwright.close();
    }
}
