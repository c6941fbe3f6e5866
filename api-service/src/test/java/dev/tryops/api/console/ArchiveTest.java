package dev.tryops.api.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryops.api.TestModels;
import dev.tryops.model.EnvironmentName;
import dev.tryops.registry.InMemoryObjectStore;
import dev.tryops.registry.Justification;
import dev.tryops.registry.ModelBundle;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.ServingPointer;
import dev.tryops.registry.StoreUnavailable;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ArchiveTest {

    private static final EnvironmentName PRODUCTION = new EnvironmentName("production");
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final byte[] REPORT = "<!DOCTYPE html><title>r</title>".getBytes(StandardCharsets.UTF_8);

    private final FlakyStore store = new FlakyStore();
    private final ModelRegistry registry = new ModelRegistry(store, Clock.systemUTC());
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final Archive archive = new Archive(registry, PRODUCTION, thread, Duration.ofMillis(20), Clock.systemUTC());

    @AfterEach
    void stop() {
        thread.shutdownNow();
    }

    @Test
    void readsTheHistoryTheVersionBeforeAndTheReportWhenAVersionGoesLive() {
        archive.follow(serve(1, REPORT));
        await().atMost(SOON).until(() -> archive.report().isFresh());
        assertThat(archive.previous().value()).isEmpty();

        archive.follow(serve(2, null));

        await().atMost(SOON).until(() -> archive.report().isFresh());
        assertThat(archive.report().value()).isEmpty();
        assertThat(archive.history().value()).hasSize(2);
        assertThat(archive.previous().value())
                .hasValueSatisfying(before -> assertThat(before.version()).isEqualTo(TestModels.version(1)));
    }

    @Test
    void comparesWithAnotherVersionWhereTheSameOneWasPromotedAgain() {
        serve(1, null);
        serve(2, null);
        archive.follow(promote(2));

        await().atMost(SOON).until(() -> archive.report().isFresh());
        assertThat(archive.history().value()).hasSize(3);
        assertThat(archive.previous().value())
                .hasValueSatisfying(before -> assertThat(before.version()).isEqualTo(TestModels.version(1)));
    }

    @Test
    void aReportThatIsNotTheOnePublishedIsNeverShown() {
        ServingPointer pointer = serve(1, REPORT);
        String key = "reports/" + TestModels.version(1) + ".html";
        store.delete(key);
        store.create(key, "<script>".getBytes(StandardCharsets.UTF_8));

        archive.follow(pointer);

        await().atMost(SOON).until(() -> archive.report().fault() != null);
        assertThat(archive.report().value()).isNull();
        assertThat(archive.report().fault()).startsWith("digest_mismatch");
        assertThat(archive.history().isFresh()).isTrue();

        store.delete(key);
        store.create(key, REPORT);
        await().atMost(SOON).until(() -> archive.report().isFresh());
        assertThat(archive.report().value().orElseThrow().html()).isEqualTo(REPORT);
    }

    @Test
    void saysThatTheStoreCannotBeReadAndReadsAgainUntilItCan() {
        ServingPointer pointer = serve(1, REPORT);
        store.down = true;
        archive.follow(pointer);
        await().atMost(SOON).until(() -> archive.history().fault() != null);
        assertThat(archive.history().fault()).contains("down");

        store.down = false;

        await().atMost(SOON).until(() -> archive.report().isFresh());
        assertThat(archive.history().isFresh()).isTrue();
        assertThat(archive.history().value()).hasSize(1);
    }

    @Test
    void whatIsKnownStaysWhileItCannotBeReadAnew() {
        archive.follow(serve(1, REPORT));
        await().atMost(SOON).until(() -> archive.report().isFresh());
        ServingPointer next = serve(2, REPORT);
        store.down = true;

        archive.follow(next);

        await().atMost(SOON).until(() -> archive.history().fault() != null);
        assertThat(archive.history().value()).hasSize(1);
        assertThat(archive.report().value()).as("of another version").isNull();
    }

    @Test
    void readsNothingMoreOnceAllIsRead() {
        archive.follow(serve(1, REPORT));
        await().atMost(SOON).until(() -> archive.report().isFresh());
        int reads = store.reads.get();

        await().during(Duration.ofMillis(200)).atMost(SOON).until(() -> store.reads.get() == reads);
        archive.history();
        archive.report();
        assertThat(store.reads.get()).isEqualTo(reads);
    }

    private ServingPointer serve(int number, byte[] report) {
        ModelBundle bundle = TestModels.bundle(TestModels.version(number), 0);
        registry.publish(new ModelBundle(
                bundle.onnx(), bundle.metadata(), bundle.baseline(), Optional.ofNullable(report), Optional.empty()));
        return promote(number);
    }

    private ServingPointer promote(int number) {
        registry.promote(
                PRODUCTION,
                TestModels.version(number),
                registry.serving(PRODUCTION),
                new Justification("someone", "because"));
        return ((PointerState.InForce) registry.serving(PRODUCTION)).pointer();
    }

    private static final class FlakyStore extends InMemoryObjectStore {
        final AtomicInteger reads = new AtomicInteger();
        volatile boolean down;

        @Override
        public Optional<Stored> read(String key) {
            reads.incrementAndGet();
            if (down) {
                throw new StoreUnavailable("The store is down", new java.io.IOException("on purpose"));
            }
            return super.read(key);
        }
    }
}
