package dev.tryops.api.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The inputs that are kept of a fuzz test: where the fuzzer takes its seeds from and leaves what it finds. */
public final class Corpus {

    private Corpus() {}

    public static List<Input> of(Class<?> fuzz) {
        URL folder = Objects.requireNonNull(fuzz.getResource(fuzz.getSimpleName() + "Inputs"), "no inputs are kept");
        try (Stream<Path> files = Files.walk(Path.of(folder.toURI()))) {
            List<Input> inputs = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                inputs.add(new Input(String.valueOf(file.getFileName()), Files.readAllBytes(file)));
            }
            return inputs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    public record Input(String name, byte[] bytes) {
        @Override
        public String toString() {
            return name;
        }
    }
}
