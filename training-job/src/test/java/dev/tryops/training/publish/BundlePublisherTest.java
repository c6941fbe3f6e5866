package dev.tryops.training.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryops.model.ModelVersion;
import dev.tryops.registry.InMemoryObjectStore;
import dev.tryops.registry.ModelBundle;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.TestBundles;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BundlePublisherTest {

    private static final Clock CLOCK = Clock.fixed(TestBundles.CREATED, ZoneOffset.UTC);

    private final ModelRegistry registry = new ModelRegistry(new InMemoryObjectStore(), CLOCK);

    @Test
    void drawsAnotherVersionWhereOneIsTaken() {
        registry.publish(TestBundles.bundle(TestBundles.version(1)));

        ModelVersion version = publisher(IntStream.of(1, 1, 2)).publish(BundlePublisherTest::another);

        assertThat(version).isEqualTo(TestBundles.version(2));
        assertThat(registry.versions()).containsExactly(TestBundles.version(1), TestBundles.version(2));
    }

    @Test
    void givesUpWhereEveryVersionIsTaken() {
        registry.publish(TestBundles.bundle(TestBundles.version(1)));

        assertThatThrownBy(() -> publisher(IntStream.generate(() -> 1)).publish(BundlePublisherTest::another))
                .hasMessageContaining("taken");
    }

    private BundlePublisher publisher(IntStream draws) {
        return new BundlePublisher(registry, CLOCK, new Drawn(draws.iterator()));
    }

    private static ModelBundle another(ModelVersion version) {
        ModelBundle bundle = TestBundles.bundle(version);
        byte[] graph = "another graph".getBytes(StandardCharsets.UTF_8);
        return new ModelBundle(graph, bundle.metadata(), bundle.baseline(), Optional.empty(), Optional.empty());
    }

    /** Draws what it is told to. */
    private record Drawn(PrimitiveIterator.OfInt draws) implements RandomGenerator {

        @Override
        public int nextInt(int bound) {
            return draws.nextInt();
        }

        @Override
        public long nextLong() {
            return draws.nextInt();
        }
    }
}
