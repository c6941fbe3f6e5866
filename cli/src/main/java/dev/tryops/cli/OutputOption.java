package dev.tryops.cli;

import dev.tryops.registry.ArtifactJson;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/** A table for people or JSON for programs. */
final class OutputOption {

    enum Format {
        table,
        json
    }

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table or json (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Format format;

    boolean json() {
        return format == Format.json;
    }

    /** The value as the artifacts themselves are written. */
    static void print(Console console, Object value) {
        console.out().println(new String(ArtifactJson.encode(value), StandardCharsets.UTF_8));
    }
}
