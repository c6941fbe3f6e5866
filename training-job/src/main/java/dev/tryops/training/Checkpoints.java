package dev.tryops.training;

import dev.tryops.model.Sha256;
import dev.tryops.registry.ArtifactJson;
import dev.tryops.registry.CorruptArtifact;
import dev.tryops.training.data.Ingested;
import dev.tryops.training.data.KeptRows;
import dev.tryops.training.fit.KeptFit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a run keeps in its work directory so that another process can go on where it died: the rows, the model, and the
 * version. All else is done again. A file is either whole, with a checksum, or it counts as absent.
 */
final class Checkpoints {

    private static final String INGEST = "ingest";
    private static final String FIT = "fit";
    private static final String PUBLISH = "publish";
    private static final String CELLS = "cells";
    private static final List<String> ALL = List.of(INGEST, FIT, PUBLISH, CELLS);

    /** What a file is called until it is whole. */
    private static final String PART = ".part";

    private final Optional<Path> workDirectory;
    private final Map<Class<?>, Instant> found = new HashMap<>();
    private String key = "";
    private Instant now = Instant.EPOCH;

    private Checkpoints(Optional<Path> workDirectory) {
        this.workDirectory = workDirectory;
    }

    /** Of a run that keeps nothing. */
    static Checkpoints none() {
        return new Checkpoints(Optional.empty());
    }

    /** In a work directory that nobody else uses. */
    static Checkpoints in(Path workDirectory) {
        return new Checkpoints(Optional.of(workDirectory));
    }

    /**
     * Lays what was kept of the run {@code key} before {@code run}'s steps, and removes whatever else there is.
     *
     * @param now when this run began, as the next one will tell it
     */
    void begin(String key, Instant now, TrainingRun run, Consumer<String> warnings) {
        this.key = key;
        this.now = now;
        try {
            Files.createDirectories(directory());
            remove(ALL.stream().map(name -> name + PART).toList());
            Reading reading = new Reading(key, warnings);
            restore(run, reading);
            if (reading.foreign) {
                warnings.accept(
                        "What an earlier run kept in %s is not of this data, these options and this release. It is discarded."
                                .formatted(directory()));
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void restore(TrainingRun run, Reading reading) throws IOException {
        Optional<Ingested> ingested = Optional.empty();
        Optional<Entry<KeptRows>> rows = reading.read(INGEST, KeptRows.class);
        if (rows.isPresent()) {
            ingested = rows.get().kept().restore(directory().resolve(CELLS), quarantine());
            if (ingested.isEmpty()) {
                reading.damaged(INGEST);
            }
        }
        if (ingested.isEmpty()) {
            remove(List.of(INGEST, CELLS, FIT)); // a fit is one of these very rows
        } else {
            lay(run, Ingested.class, ingested.get(), rows.orElseThrow().since());
            reading.read(FIT, KeptFitted.class)
                    .ifPresent(fit -> lay(run, Fitted.class, fit.kept().restore(), fit.since()));
        }
        reading.read(PUBLISH, Intended.class)
                .ifPresent(intended -> lay(run, Intended.class, intended.kept(), intended.since()));
    }

    private <T> void lay(TrainingRun run, Class<T> type, T result, Instant since) {
        run.leave(type, result);
        found.put(type, since);
    }

    /** When the run began that left this result, if it was an earlier one. */
    Optional<Instant> since(Class<?> type) {
        return Optional.ofNullable(found.get(type));
    }

    /** The file that cells are to be written to, where they are kept. */
    Optional<Path> cells() {
        return workDirectory.map(work -> directory().resolve(CELLS + PART));
    }

    void keep(Ingested ingested) {
        if (workDirectory.isEmpty()) {
            return;
        }
        KeptRows rows = KeptRows.of(ingested);
        Path part = cells().orElseThrow();
        try {
            try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
                written.force(true); // what of it is still in memory
            }
            Files.move(part, directory().resolve(CELLS), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw failed(e);
        }
        write(INGEST, rows);
    }

    void keep(Fitted fitted) {
        write(FIT, new KeptFitted(KeptFit.of(fitted.fit()), fitted.seconds()));
    }

    void keep(Intended intended) {
        write(PUBLISH, intended);
    }

    /** After a run that needs no other to go on. */
    void clear() {
        if (workDirectory.isEmpty()) {
            return;
        }
        try {
            remove(ALL);
            remove(ALL.stream().map(name -> name + PART).toList());
            Files.deleteIfExists(directory());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void remove(List<String> names) throws IOException {
        for (String name : names) {
            Files.deleteIfExists(directory().resolve(name));
        }
    }

    private Path directory() {
        return workDirectory.orElseThrow().resolve("restart");
    }

    private Path quarantine() {
        return workDirectory.orElseThrow().resolve("quarantine.csv");
    }

    /** Four parts: the SHA-256 of the rest, whose it is, since when, and the result as JSON. */
    private void write(String name, Object result) {
        if (workDirectory.isEmpty()) {
            return;
        }
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        rest.writeBytes((key + "\n" + now + "\n").getBytes(StandardCharsets.UTF_8));
        rest.writeBytes(ArtifactJson.encode(result));
        byte[] bytes = rest.toByteArray();
        try {
            Path part = directory().resolve(name + PART);
            try (FileChannel file = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                writeAll(file, (Sha256.hex(bytes) + "\n").getBytes(StandardCharsets.UTF_8));
                writeAll(file, bytes);
                file.force(true);
            }
            Files.move(part, directory().resolve(name), StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel names = FileChannel.open(directory())) {
                names.force(true);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static void writeAll(FileChannel file, byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            file.write(left);
        }
    }

    private UncheckedIOException failed(IOException e) {
        return new UncheckedIOException("What a run keeps cannot be kept in %s: %s".formatted(directory(), e), e);
    }

    /** A fit and what it took, in seconds. */
    private record KeptFitted(KeptFit fit, double seconds) {
        Fitted restore() {
            return new Fitted(fit.restore(), seconds);
        }
    }

    private record Entry<T>(T kept, Instant since) {}

    /** Reads the files of one run. */
    private final class Reading {

        private final String wanted;
        private final Consumer<String> warnings;
        private boolean foreign;

        Reading(String wanted, Consumer<String> warnings) {
            this.wanted = wanted;
            this.warnings = warnings;
        }

        /** What was kept under {@code name}; a file that is damaged, or another run's, is removed. */
        <T> Optional<Entry<T>> read(String name, Class<T> type) throws IOException {
            byte[] bytes;
            try {
                bytes = Files.readAllBytes(directory().resolve(name));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
            String[] head = new String(bytes, StandardCharsets.ISO_8859_1).split("\n", 4);
            byte[] rest = Arrays.copyOfRange(bytes, Math.min(bytes.length, head[0].length() + 1), bytes.length);
            if (head.length < 4 || !Sha256.hex(rest).equals(head[0])) {
                damaged(name);
                return Optional.empty();
            }
            if (!head[1].equals(wanted)) {
                foreign = true;
                Files.delete(directory().resolve(name));
                return Optional.empty();
            }
            try {
                byte[] json = Arrays.copyOfRange(rest, head[1].length() + head[2].length() + 2, rest.length);
                return Optional.of(new Entry<>(ArtifactJson.decode(json, type, name), Instant.parse(head[2])));
            } catch (CorruptArtifact | DateTimeException e) {
                damaged(name);
                return Optional.empty();
            }
        }

        void damaged(String name) throws IOException {
            warnings.accept(
                    "What was kept of '%s' in %s is damaged, so that step is done again.".formatted(name, directory()));
            Files.deleteIfExists(directory().resolve(name));
        }
    }
}
