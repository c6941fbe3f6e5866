package dev.tryops.acceptance;

import dev.tryops.acceptance.Deaths.Subject;
import dev.tryops.acceptance.HaltingStore.Counted;
import dev.tryops.acceptance.HaltingStore.When;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Before and after each read, list and write of a run, on a directory and in S3. */
class DeathInAnyOperationSoak {

    @TempDir
    Path directory;

    private static LocalS3 s3;

    @BeforeAll
    static void start() throws IOException {
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        s3 = LocalS3.start();
    }

    @AfterAll
    static void stop() {
        s3.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Subject.class,
            names = {"PROMOTER", "TRAINER"})
    void leavesTheStoreWholeAndTheNextRunSucceeds(Subject subject) throws InterruptedException {
        List<Deaths> all = new ArrayList<>();
        for (When when : When.values()) {
            String name = (subject + "-" + when).toLowerCase(Locale.ROOT);
            all.add(new Deaths(new Store(directory.resolve(name)), subject, when, Counted.EVERYTHING));
            all.add(new Deaths(s3.store(name), subject, when, Counted.EVERYTHING));
        }
        Deaths.suffer(all);
    }
}
