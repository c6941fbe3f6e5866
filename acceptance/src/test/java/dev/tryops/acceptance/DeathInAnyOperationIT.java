package dev.tryops.acceptance;

import dev.tryops.acceptance.Deaths.Subject;
import dev.tryops.acceptance.HaltingStore.Counted;
import dev.tryops.acceptance.HaltingStore.When;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sample of what {@link DeathInAnyOperationSoak} does in full. */
@Tag("faults")
class DeathInAnyOperationIT {

    @TempDir
    Path directory;

    private static LocalS3 s3;

    @BeforeAll
    static void start() throws IOException {
        s3 = LocalS3.start();
    }

    @AfterAll
    static void stop() {
        s3.close();
    }

    @Test
    void leavesTheStoreWholeAndTheNextRunSucceeds() throws InterruptedException {
        Deaths.suffer(List.of(
                new Deaths(s3.store("trainer"), Subject.TRAINER_IN_HASTE, When.AFTER, Counted.WRITES),
                new Deaths(s3.store("promoter"), Subject.PROMOTER, When.AFTER, Counted.WRITES),
                new Deaths(new Store(directory), Subject.PROMOTER, When.BEFORE, Counted.EVERYTHING)));
    }
}
