package dev.tryops.acceptance;

import dev.tryops.acceptance.Deaths.Subject;
import dev.tryops.acceptance.HaltingStore.Counted;
import dev.tryops.acceptance.HaltingStore.When;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Before and after each read, list and write of a run, on a directory and in S3. */
class DeathInAnyOperationSoak {

    private static final boolean LONG = System.getProperty("soak", "ci").equals("long");

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

    @ParameterizedTest
    @EnumSource(When.class)
    void ofAPromoterLeavesTheStoreWholeAndTheNextRunSucceeds(When when) throws InterruptedException {
        suffer(Subject.PROMOTER, when);
    }

    @ParameterizedTest
    @EnumSource(When.class)
    void ofATrainerLeavesTheStoreWholeAndTheNextRunSucceeds(When when) throws InterruptedException {
        suffer(LONG ? Subject.TRAINER : Subject.TRAINER_IN_HASTE, when);
    }

    private void suffer(Subject subject, When when) throws InterruptedException {
        Deaths.suffer(List.of(
                new Deaths(new Store(directory), subject, when, Counted.EVERYTHING),
                new Deaths(s3.store(subject + "-" + when), subject, when, Counted.EVERYTHING)));
    }
}
