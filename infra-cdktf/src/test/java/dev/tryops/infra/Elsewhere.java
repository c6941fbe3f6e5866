package dev.tryops.infra;

import java.nio.file.Path;
import java.util.List;

/**
 * A promise that nothing synthesized shows, because the programs keep it.
 *
 * @param test the method, in another module's test
 */
record Elsewhere(int id, String says, Path file, String test) {

    private static final Path REGISTRY =
            Path.of("..", "common-model", "src", "test", "java", "dev", "tryops", "registry");
    private static final Path COMMAND = Path.of("..", "cli", "src", "test", "java", "dev", "tryops", "cli");

    static final List<Elsewhere> ROWS = List.of(
            new Elsewhere(
                    103,
                    "A pointer has the twelve fields that readers of the former system look for",
                    REGISTRY.resolve("ArtifactJsonTest.java"),
                    "aPointerHasAllTwelveFieldsThatReadersOfTheReferenceLookFor"),
            new Elsewhere(
                    104,
                    "A pointer that is replaced stays in history under its environment and the ten digits of its revision",
                    REGISTRY.resolve("PromotionTest.java"),
                    "theOutgoingPointerIsKeptByteForByteAndChained"),
            new Elsewhere(
                    207,
                    "The image to release is the one pushed last of those with a commit's tag, on whatever page it is listed",
                    COMMAND.resolve("aws/ImageChoiceTest.java"),
                    "theNewestIsTheOnePushedLastOnWhateverPage"),
            new Elsewhere(
                    207,
                    "A repository without such an image releases nothing, and says so",
                    COMMAND.resolve("aws/ImageChoiceTest.java"),
                    "anEmptyRepositoryIsASentenceAndNeverNull"),
            new Elsewhere(
                    212,
                    "One command takes an environment down in order, from its workloads to its stacks",
                    COMMAND.resolve("TeardownCommandTest.java"),
                    "aDryRunTellsTheOrderAndChangesNothing"),
            new Elsewhere(
                    212,
                    "Versioned buckets are emptied page by page, and only when no load balancer is left",
                    COMMAND.resolve("TeardownCommandTest.java"),
                    "refusesWhileALoadBalancerIsLeft"));

    String subject() {
        return file.getFileName().toString().replace(".java", "");
    }
}
