package dev.tryops.cli;

import static dev.tryops.cli.CommandLineUnderTest.PRODUCTION;
import static dev.tryops.cli.CommandLineUnderTest.STAGING;
import static dev.tryops.cli.CommandLineUnderTest.V1;
import static dev.tryops.cli.CommandLineUnderTest.V2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.cli.CommandLineUnderTest.Run;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.Pruning;
import dev.tryops.registry.TestBundles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the very commands of {@code docs/runbook.md}, each block on a store of its own. */
class RunbookTest {

    private static final Path RUNBOOK = Path.of("..", "docs", "runbook.md");
    private static final Pattern BLOCK =
            Pattern.compile("(?:<!-- given: ([^>]*) -->\\n)?```sh\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern EXIT = Pattern.compile("# exit (\\d)\\s*$");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final ModelVersion V3 = TestBundles.version(3);
    private static final ModelVersion V4 = TestBundles.version(4);

    @TempDir
    Path directory;

    private record Block(String given, List<String> commands) {
        @Override
        public String toString() {
            return given + ": " + commands.getFirst();
        }
    }

    static Stream<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(RUNBOOK));
        while (matcher.find()) {
            List<String> commands = matcher.group(2)
                    .lines()
                    .filter(line -> line.startsWith("./tryops"))
                    .toList();
            blocks.add(new Block(matcher.group(1) == null ? "a sound store" : matcher.group(1), commands));
        }
        return blocks.stream();
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void everyCommandEndsAsTheRunbookSays(Block block) {
        CommandLineUnderTest tryops = given(block.given());
        Map<String, String> placeholders = Map.of(
                "$VERSION", V3.value(),
                "$OTHER", V2.value(),
                "$MARKED", V4.value(),
                "$REVISION", "2",
                "$TIME", tryops.clock.instant().plusSeconds(1).toString());

        for (String command : block.commands()) {
            Run run = tryops.run(arguments(command, placeholders));

            assertThat(run.code()).as("%s%n%s%s", command, run.out(), run.err()).isEqualTo(expected(command));
        }
    }

    @Test
    void theRunbookCoversEveryCommand() throws IOException {
        List<String> used = blocks().flatMap(block -> block.commands().stream())
                .map(command -> command.split(" ")[1])
                .toList();

        assertThat(used)
                .contains("models", "show", "diff", "current", "history", "promote", "rollback", "unhold", "verify")
                .contains("repair", "prune", "restore");
    }

    /** Two versions have served in production, a third serves in staging. */
    private CommandLineUnderTest given(String state) {
        CommandLineUnderTest tryops = new CommandLineUnderTest(directory);
        tryops.registry.publish(TestBundles.bundle(V3));
        if (state.equals("nothing promoted")) {
            assertThat(directory.resolve("serving/production.json").toFile().delete())
                    .isTrue();
            return tryops;
        }
        tryops.promote(PRODUCTION, V2);
        tryops.promote(STAGING, V3);
        switch (state) {
            case "a sound store" -> {}
            case "a version marked for deletion" -> {
                tryops.registry.publish(TestBundles.bundle(V4));
                tryops.registry.publish(TestBundles.bundle(TestBundles.version(5)));
                tryops.registry.pruning().run(new Pruning.Rules(1, 10, Duration.ofDays(1)), "someone");
            }
            case "a pointer that cannot be read" -> tryops.overwrite("serving/production.json", "{\"model_ver");
            case "a pointer that is gone" ->
                assertThat(directory.resolve("serving/production.json").toFile().delete())
                        .isTrue();
            case "an edited history entry" -> {
                String key = "serving/history/production_0000000001.json";
                tryops.overwrite(key, tryops.stored(key).replace(V1.value(), V3.value()));
            }
            case "a damaged bundle in force" -> tryops.overwrite("models/" + V2 + ".onnx", "damaged");
            default -> throw new AssertionError("The runbook needs '" + state + "', which no test prepares");
        }
        return tryops;
    }

    private static int expected(String command) {
        Matcher exit = EXIT.matcher(command);
        return exit.find() ? Integer.parseInt(exit.group(1)) : 0;
    }

    private static String[] arguments(String command, Map<String, String> placeholders) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command.replaceFirst("\\s+#.*$", ""));
        while (word.find()) {
            String text = word.group(1) != null ? word.group(1) : word.group(2);
            words.add(placeholders.getOrDefault(text, text));
        }
        assertThat(words).noneMatch(text -> text.startsWith("$"));
        return words.subList(1, words.size()).toArray(String[]::new);
    }
}
