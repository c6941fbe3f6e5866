package dev.tryops.api.console;

import dev.tryops.model.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The files of the console: a fixed list, read into memory once. Their address has a digest of them all in it, so that
 * browsers may keep them for ever: other files have another address.
 */
final class ConsoleFiles {

    /** Everything in the folder but the page itself; no other name leads to a file. */
    static final List<String> NAMES = List.of(
            "api.js",
            "chart.js",
            "console.css",
            "credential.js",
            "dom.js",
            "drift.js",
            "explanation.js",
            "fields.js",
            "format.js",
            "frame.html",
            "histogram.js",
            "history.js",
            "icon.svg",
            "legend.js",
            "main.js",
            "model.js",
            "poll.js",
            "predict.js",
            "quality.js",
            "rates.js",
            "reloads.js",
            "report.js",
            "table.js",
            "theme.js",
            "traffic.js");

    private static final int DIGITS = 16;
    private static final String FOLDER = "/console/";
    private static final String CHARTS = "/META-INF/resources/webjars/uplot/%s/dist/";

    private final Map<String, StaticFile> files = new LinkedHashMap<>();
    private final String digest;
    private final StaticFile page;

    /** {@code chartsVersion} is that of the WebJar of uPlot. */
    ConsoleFiles(String chartsVersion) {
        NAMES.forEach(name -> files.put(name, StaticFile.named(name, read(FOLDER + name))));
        String charts = CHARTS.formatted(chartsVersion);
        files.put("uplot.js", StaticFile.named("uplot.js", read(charts + "uPlot.esm.js")));
        files.put("uplot.css", StaticFile.named("uplot.css", read(charts + "uPlot.min.css")));
        byte[] template = read(FOLDER + "index.html");
        digest = digestOf(template);
        String html = new String(template, StandardCharsets.UTF_8).replace("{digest}", digest);
        page = StaticFile.named("index.html", html.getBytes(StandardCharsets.UTF_8));
    }

    /** The page, which names the files by their address. */
    StaticFile page() {
        return page;
    }

    /** The digest that is a part of each file's address. */
    String digest() {
        return digest;
    }

    Optional<StaticFile> find(String ofDigest, String name) {
        return digest.equals(ofDigest) ? Optional.ofNullable(files.get(name)) : Optional.empty();
    }

    private String digestOf(byte[] template) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(template);
        files.values().forEach(file -> all.writeBytes(file.bytes()));
        return Sha256.hex(all.toByteArray()).substring(0, DIGITS);
    }

    private static byte[] read(String resource) {
        try (InputStream in = ConsoleFiles.class.getResourceAsStream(resource)) {
            return Objects.requireNonNull(in, resource).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
