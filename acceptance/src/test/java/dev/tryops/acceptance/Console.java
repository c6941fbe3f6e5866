package dev.tryops.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** The page at {@code /} in a browser, which remembers everything that went wrong in it. */
final class Console implements AutoCloseable {

    /** What a browser says of every answer that is no success, also of those that a test asked for. */
    private static final String ANSWERED = "Failed to load resource: the server responded with a status of ";

    private final BrowserContext context;
    private final Page page;
    private final List<String> troubles = new ArrayList<>();

    Console(BrowserContext context, Api api) {
        this.context = context;
        this.page = context.newPage();
        page.setDefaultTimeout(15_000);
        page.onConsoleMessage(this::said);
        page.onPageError(error -> troubles.add("thrown: " + error));
        page.onRequestFailed(this::failed);
        page.onDialog(dialog -> {
            troubles.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        page.navigate(api.base().resolve("/").toString());
    }

    private void said(ConsoleMessage message) {
        if (List.of("error", "warning").contains(message.type())
                && !message.text().startsWith(ANSWERED)) {
            troubles.add(message.type() + ": " + message.text());
        }
    }

    /** What was under way when the page was left is no trouble. */
    private void failed(Request request) {
        if (!"net::ERR_ABORTED".equals(request.failure())) {
            troubles.add("failed: " + request.url() + " " + request.failure());
        }
    }

    Page page() {
        return page;
    }

    /** What the browser complained of: scripts, the content-security policy, requests without an answer. */
    List<String> troubles() {
        return List.copyOf(troubles);
    }

    Console awaitLive() {
        assertThat(page.locator("#status")).hasText("Live");
        return this;
    }

    Console awaitVersion(String version) {
        assertThat(page.locator("#model .version")).hasText(version);
        assertThat(page.locator("#try form")).isVisible();
        return this;
    }

    Locator section(String id) {
        return page.locator("#" + id);
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator button(Pattern name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    /** The field of a feature. */
    Locator field(String feature) {
        return page.locator("#try .field")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByText(feature, new Page.GetByTextOptions().setExact(true))));
    }

    /** Its control. */
    Locator input(String feature) {
        return field(feature).locator("input:not([type=checkbox]), select");
    }

    /** The cells of the rows of a table, by its caption. */
    List<List<String>> rows(String caption) {
        Locator table = page.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName(caption));
        table.waitFor();
        return table.locator("tbody tr").all().stream()
                .map(row -> row.locator("th, td").allInnerTexts())
                .toList();
    }

    /** By how many pixels the page is wider than the window. */
    int overflow() {
        return ((Number) page.evaluate("document.documentElement.scrollWidth - innerWidth")).intValue();
    }

    /** Everything closed is opened, and everything that waits to come into view is drawn. */
    void unfold() {
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })");
        page.evaluate("""
            async () => {
              for (let y = 0; y < document.body.scrollHeight; y += 400) {
                scrollTo({top: y, behavior: 'instant'});
                await new Promise(requestAnimationFrame);
              }
              scrollTo({top: 0, behavior: 'instant'});
            }
            """);
    }

    /** What axe-core finds that WCAG 2.2 AA forbids, one line each. */
    @SuppressWarnings("unchecked")
    List<String> barriers() {
        page.evaluate(axe());
        return (List<String>) page.evaluate("""
            async () => {
              const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
              const found = await axe.run(document, {runOnly: tags, iframes: false});
              return found.violations.flatMap(one =>
                one.nodes.map(node => `${one.id}: ${node.html} ${node.failureSummary}`));
            }
            """);
    }

    private static String axe() {
        try (InputStream in = Console.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
