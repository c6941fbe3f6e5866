package dev.tryops.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * scikit-learn in an environment of its own, with pinned versions.
 *
 * @param python its interpreter
 * @param missing why it cannot be measured, or nothing
 */
record ScikitLearn(Path python, String about, String missing) implements Trainer {

    private static final Path SCRIPT = Path.of("bench/src/main/python/train.py");
    private static final Path REQUIREMENTS = Path.of("bench/src/main/python/requirements.txt");
    private static final Path ENVIRONMENT = Path.of("target/scikit-learn");
    private static final int MINUTES = 5;

    /** Installs it if that was not done before. */
    static ScikitLearn installed(Path folder) {
        Path python = ENVIRONMENT.resolve("bin/python");
        Path log = folder.resolve("pip.log");
        try {
            String wanted = Files.readString(REQUIREMENTS);
            Path done = ENVIRONMENT.resolve("installed.txt");
            if (!Files.exists(done) || !Files.readString(done).equals(wanted)) {
                System.err.println("        installing scikit-learn in " + ENVIRONMENT);
                Child.run(List.of("python3", "-m", "venv", "--clear", ENVIRONMENT.toString()), Map.of(), log, 3);
                List<String> pip =
                        List.of(python.toString(), "-m", "pip", "install", "-q", "-r", REQUIREMENTS.toString());
                Child.run(pip, Map.of(), log, 10);
                Files.writeString(done, wanted);
            }
            String version = Child.run(List.of(python.toString(), "--version"), Map.of(), log, 1);
            return new ScikitLearn(
                    python,
                    version.strip() + ", " + String.join(", ", wanted.lines().toList()),
                    "");
        } catch (IOException e) {
            String why = "scikit-learn could not be installed: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            return new ScikitLearn(python, why, "not measured: " + why);
        }
    }

    boolean isThere() {
        return missing.isEmpty();
    }

    @Override
    public String name() {
        return "scikit-learn";
    }

    @Override
    public int mostRows() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Trained train(Path file, Path folder) throws IOException {
        Path log = folder.resolve("scikit-learn.log");
        Child.Usage usage = Child.measure(
                List.of(python.toString(), SCRIPT.toString(), file.toString(), CreditFiles.TARGET),
                Map.of(),
                log,
                MINUTES);
        JsonNode answer = JsonMapper.shared().readTree(Files.readAllLines(log).getLast());
        JsonNode phases = answer.path("seconds");
        return new Trained(
                usage.seconds(),
                Stream.of("read", "split", "fit", "evaluate")
                        .mapToDouble(phase -> phases.path(phase).doubleValue())
                        .sum(),
                phases.path("fit").doubleValue(),
                usage.peakKilobytes() / 1024.0,
                usage.anonymousKilobytes() / 1024.0,
                answer.path("metrics").path("log_loss").doubleValue());
    }
}
