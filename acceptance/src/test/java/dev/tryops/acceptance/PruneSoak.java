package dev.tryops.acceptance;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prune beside promotions, where anybody may be killed at any moment. */
class PruneSoak {

    private static final int TIMES = System.getProperty("soak", "ci").equals("long") ? 60 : 1;

    @TempDir
    Path directory;

    @Test
    void nothingThatIsReferredToIsRemovedFromADirectory() {
        new PruneRaces(new Store(directory), 1).race(Duration.ofSeconds(60).multipliedBy(TIMES));
    }

    @Test
    void nothingThatIsReferredToIsRemovedFromABucket() throws IOException {
        try (LocalS3 s3 = LocalS3.start()) {
            new PruneRaces(s3.store("prune"), 2).race(Duration.ofSeconds(30).multipliedBy(TIMES));
        }
    }
}
