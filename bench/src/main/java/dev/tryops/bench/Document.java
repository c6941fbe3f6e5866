package dev.tryops.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is known of the speed of this, section by section; what a run did not measure stays as it was. */
record Document(List<Section> measured) {

    private static final String HEAD = """
            # Performance

            Written by `make bench BENCH_OUT=docs/performance.md`, on Linux with `wrk`.
            """;

    Document {
        measured = List.copyOf(measured);
    }

    void writeTo(Path file) throws IOException {
        String before = Files.exists(file) ? Files.readString(file) : "";
        List<String> parts = new ArrayList<>(List.of(HEAD));
        Stream.of(Serving.TITLE, Monitoring.TITLE, Training.TITLE)
                .forEach(title -> section(title, before).ifPresent(parts::add));
        Files.writeString(file, String.join("\n", parts));
    }

    private Optional<String> section(String title, String before) {
        return measured.stream()
                .filter(section -> section.title().equals(title))
                .map(Section::markdown)
                .findFirst()
                .or(() -> kept(title, before));
    }

    /** From its heading to the next of its kind. */
    private static Optional<String> kept(String title, String before) {
        return Stream.of(before.split("(?m)^(?=## )", -1))
                .filter(part -> part.startsWith(Section.heading(title) + "\n"))
                .map(part -> part.stripTrailing() + "\n")
                .findFirst();
    }
}
