package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.registry.ObjectStore;
import dev.tryops.registry.ObjectStore.WriteOutcome;
import dev.tryops.registry.ObjectStoreContract;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The store's contract on a real S3 server. */
@Tag("faults")
class S3ObjectStoreIT implements ObjectStoreContract {

    private static LocalS3 s3;

    private ObjectStore store;

    @BeforeAll
    static void start() throws IOException {
        s3 = LocalS3.start();
    }

    @AfterAll
    static void stop() {
        s3.close();
    }

    @BeforeEach
    void aPrefixOfItsOwn() {
        store = s3.store(UUID.randomUUID().toString()).objects();
    }

    @Override
    public ObjectStore store() {
        return store;
    }

    /** Lost, if the server ever works on two requests at once: then none of the races here would prove a thing. */
    @Test
    void theServerItselfLetsExactlyOneOfTwoConditionalWritesWin() throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 50; round++) {
                String key = "self-check/" + round;
                CyclicBarrier start = new CyclicBarrier(2);
                Callable<WriteOutcome> create = () -> {
                    start.await();
                    return store.create(key, new byte[] {1});
                };
                List<WriteOutcome> outcomes = new ArrayList<>();
                for (Future<WriteOutcome> outcome : threads.invokeAll(List.of(create, create))) {
                    outcomes.add(outcome.get());
                }
                assertThat(outcomes)
                        .filteredOn(o -> o instanceof WriteOutcome.Written)
                        .as(key)
                        .hasSize(1);
                assertThat(outcomes)
                        .filteredOn(o -> o instanceof WriteOutcome.Refused)
                        .as(key)
                        .hasSize(1);
            }
        }
    }
}
