package dev.tryops.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.FileObjectStore;
import dev.tryops.registry.Justification;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.ServingPointer;
import dev.tryops.registry.TestBundles;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command over a store in a directory: two versions are published there, and the first serves. */
final class CommandLineUnderTest {

    static final EnvironmentName PRODUCTION = new EnvironmentName("production");
    static final EnvironmentName STAGING = new EnvironmentName("staging");
    static final ModelVersion V1 = TestBundles.version(1);
    static final ModelVersion V2 = TestBundles.version(2);

    final Path directory;
    final ModelRegistry registry;
    final Map<String, String> environment = new HashMap<>();
    Clock clock = Clock.systemUTC();
    String answers = "";
    boolean interactive;

    CommandLineUnderTest(Path directory) {
        this(directory, new ModelRegistry(FileObjectStore.at(directory), Clock.systemUTC()));
        registry.publish(TestBundles.bundle(V1));
        registry.publish(TestBundles.bundle(V2));
        promote(PRODUCTION, V1);
        environment.put("MODEL_STORE", directory.toString());
    }

    private CommandLineUnderTest(Path directory, ModelRegistry registry) {
        this.directory = directory;
        this.registry = registry;
    }

    /** For commands that know no store. */
    static CommandLineUnderTest withoutStore(Path directory) {
        return new CommandLineUnderTest(directory, new ModelRegistry(FileObjectStore.at(directory), Clock.systemUTC()));
    }

    void promote(EnvironmentName target, ModelVersion version) {
        registry.promote(
                target, version, registry.serving(target), new Justification("training-pipeline", "scheduled"));
    }

    void later(Duration by) {
        clock = Clock.offset(clock, by);
    }

    ServingPointer current() {
        return ((PointerState.InForce) registry.serving(PRODUCTION)).pointer();
    }

    void overwrite(String key, String text) {
        try {
            Files.createDirectories(directory.resolve(key).getParent());
            Files.writeString(directory.resolve(key), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    String stored(String key) {
        try {
            return Files.readString(directory.resolve(key));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    Run run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                new BufferedReader(new StringReader(answers)),
                interactive,
                "olga",
                environment,
                clock);
        int code = Tryops.run(console, args);
        return new Run(code, out.toString(UTF_8), err.toString(UTF_8));
    }

    record Run(int code, String out, String err) {
        JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }
    }
}
