package dev.tryops.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.ModelVersion;
import dev.tryops.model.Sha256;
import dev.tryops.registry.Artifact;
import dev.tryops.registry.TestBundles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists over a bucket of more than 3,000 keys, each of whose answers takes 20 ms. */
@Tag("faults")
class LargeBucketIT {

    private static final int VERSIONS = 1_050;
    private static final int SMALL_HEAP = 64;
    private static final Duration DISTANCE = Duration.ofMillis(20);

    /** One read after the other would take 21 s. */
    private static final Duration A_FEW_SECONDS = Duration.ofSeconds(10);

    private static final Pattern VERSION = Pattern.compile("\\bv\\d{8}_\\d{6}_[0-9a-f]{6}\\b");

    @TempDir
    static Path directory;

    private static FarBucket bucket;

    @BeforeAll
    static void everyVersionHasServed() throws IOException {
        Store store = new Store(directory.resolve("store"));
        ModelVersion first = TestBundles.version(1);
        store.registry().publish(TestBundles.bundle(first));
        store.promote(first);
        NavigableMap<String, byte[]> objects = new TreeMap<>();
        copies(store, "manifests/" + first + ".json", objects);
        copies(store, Artifact.METADATA.key(first), objects);
        revisions(text(store, FollowedStore.POINTER), objects);
        bucket = new FarBucket(objects, DISTANCE);
    }

    @AfterAll
    static void stop() {
        bucket.close();
    }

    private static void copies(Store store, String key, NavigableMap<String, byte[]> objects) {
        String first = TestBundles.version(1).value();
        for (int i = 1; i <= VERSIONS; i++) {
            String version = TestBundles.version(i).value();
            objects.put(
                    key.replace(first, version),
                    text(store, key).replace(first, version).getBytes(UTF_8));
        }
    }

    private static void revisions(String pointer, NavigableMap<String, byte[]> objects) {
        String below = "null";
        for (int i = 1; i <= VERSIONS; i++) {
            byte[] bytes = pointer.replace("\"revision\" : 1", "\"revision\" : " + i)
                    .replace("\"previous_pointer_sha256\" : null", "\"previous_pointer_sha256\" : " + below)
                    .getBytes(UTF_8);
            below = "\"" + Sha256.hex(bytes) + "\"";
            objects.put("serving/history/production_%010d.json".formatted(i), bytes);
            objects.put(FollowedStore.POINTER, bytes);
        }
    }

    private static String text(Store store, String key) {
        return new String(store.read(key), UTF_8);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "models, 50",
        "models --limit 2000, 1050",
        "models --sort roc-auc --limit 5, 5",
        "history, 20",
        "history --limit 2000, 1050",
        "history --at 2100-01-01, 1",
    })
    void answersInAFewSecondsAndInASmallHeap(String command, int versions) {
        long start = System.nanoTime();
        Tryops.Ended ended = Tryops.runIn(SMALL_HEAP, bucket.store(), command.split(" "));
        Duration taken = Duration.ofNanos(System.nanoTime() - start);

        System.out.println(command + ": " + taken.toMillis() + " ms");
        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(ended.output().lines().filter(line -> VERSION.matcher(line).find()))
                .hasSize(versions);
        assertThat(taken).isLessThan(A_FEW_SECONDS);
    }
}
