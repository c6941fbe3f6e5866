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
                    "theOutgoingPointerIsKeptByteForByteAndChained"));

    String subject() {
        return file.getFileName().toString().replace(".java", "");
    }
}
