package dev.tryops.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.cli.CommandLineUnderTest.Run;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.TestBundles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 5,000 versions that all have served, written as files: going through the store would force each to disk. */
class LargeStoreTest {

    private static final int VERSIONS = 5_000;
    private static final Duration A_FEW_SECONDS = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private CommandLineUnderTest tryops;

    @BeforeEach
    void manyVersionsAreCopiedFromTheFirst() throws IOException, java.security.NoSuchAlgorithmException {
        tryops = new CommandLineUnderTest(directory);
        ModelVersion first = CommandLineUnderTest.V1;
        String metadata = tryops.stored("metadata/" + first + ".json");
        String manifest = tryops.stored("manifests/" + first + ".json");
        for (int i = 3; i <= VERSIONS; i++) {
            String version = TestBundles.version(i).value();
            Files.writeString(
                    directory.resolve("metadata/" + version + ".json"), metadata.replace(first.value(), version));
            Files.writeString(
                    directory.resolve("manifests/" + version + ".json"), manifest.replace(first.value(), version));
        }
        String pointer = tryops.stored("serving/production.json");
        Files.createDirectories(directory.resolve("serving/history"));
        var digest = java.security.MessageDigest.getInstance("SHA-256");
        String below = "null";
        for (int i = 1; i <= VERSIONS; i++) {
            String text = pointer.replace("\"revision\" : 1", "\"revision\" : " + i)
                    .replace("\"previous_pointer_sha256\" : null", "\"previous_pointer_sha256\" : " + below);
            below = "\"" + HexFormat.of().formatHex(digest.digest(text.getBytes(UTF_8))) + "\"";
            Files.writeString(
                    directory.resolve(
                            i == VERSIONS
                                    ? "serving/production.json"
                                    : "serving/history/production_%010d.json".formatted(i)),
                    text);
        }
    }

    @Test
    void listsAnswerAndTheChainIsVerifiedWithinAFewSeconds() {
        assertThat(timed("models").out().lines().count()).isEqualTo(51);
        assertThat(timed("models", "--sort", "roc-auc", "--limit", "5")
                        .out()
                        .lines()
                        .count())
                .isEqualTo(6);
        assertThat(timed("history").out().lines().count()).isEqualTo(21);
        assertThat(timed("history", "--limit", "5000", "--output", "json")
                        .json()
                        .size())
                .isEqualTo(VERSIONS);
        assertThat(timed("history", "--at", "2100-01-01").code()).isZero();
        assertThat(timed("current").code()).isZero();
        assertThat(timed("prune", "--keep", "4000", "--dry-run").out()).contains("999 marked");
        assertThat(timed("verify").out()).contains(VERSIONS + " revisions, 0 faults");
        String old = "serving/history/production_0000000017.json";
        tryops.overwrite(old, tryops.stored(old).replace("scheduled", "forged"));

        assertThat(timed("verify").out()).contains("digest_mismatch: " + old);
    }

    private Run timed(String... args) {
        long start = System.nanoTime();
        Run run = tryops.run(args);
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        System.out.println(String.join(" ", args) + ": " + taken.toMillis() + " ms");
        assertThat(taken).as(String.join(" ", args)).isLessThan(A_FEW_SECONDS);
        return run;
    }
}
