package dev.tryops.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tryops.model.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The program as a caller sees it, run inside this JVM. */
public record Program(ExitCode code, String out, String err) {

    public static Program run(String... args) {
        return run(Map.of(), args);
    }

    /** Under the policy for one's own machine, where {@code args} name no other. */
    public static Program run(Map<String, String> variables, String... args) {
        return List.of(args).contains("--policy")
                ? runExactly(variables, args)
                : runExactly(
                        variables,
                        Stream.concat(Stream.of(args), Stream.of("--policy", "local"))
                                .toArray(String[]::new));
    }

    private static Program runExactly(Map<String, String> variables, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ExitCode code = TrainingApplication.run(
                args, variables, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        return new Program(code, out.toString(UTF_8), err.toString(UTF_8));
    }
}
