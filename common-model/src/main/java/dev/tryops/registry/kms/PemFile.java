package dev.tryops.registry.kms;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The text of a key file; one that cannot be read is an {@link IllegalArgumentException} that says why. */
final class PemFile {

    private static final int LARGEST = 1 << 16;

    private PemFile() {}

    static String read(String path) {
        try (var in = Files.newInputStream(Path.of(path))) {
            return new String(in.readNBytes(LARGEST), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no file '" + path + "'", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the file cannot be read: " + e.getMessage(), e);
        }
    }
}
