package dev.tryops.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a run puts files of its own: a directory that the caller named and keeps, or one that goes with the run. */
record WorkDirectory(Path path, boolean temporary) implements AutoCloseable {

    static WorkDirectory of(Optional<Path> named) throws IOException {
        if (named.isPresent()) {
            return new WorkDirectory(Files.createDirectories(named.get()), false);
        }
        WorkDirectory own = new WorkDirectory(Files.createTempDirectory("tryops-training-"), true);
        // Ctrl-C ends a run without unwinding it.
        Runtime.getRuntime().addShutdownHook(new Thread(own::closeQuietly));
        return own;
    }

    private void closeQuietly() {
        try {
            close();
        } catch (IOException e) {
            // The system's own cleaning of temporary files remains.
        }
    }

    @Override
    public void close() throws IOException {
        if (!temporary || !Files.exists(path)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> walk = Files.walk(path)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
