package dev.tryops.registry.s3;

import dev.tryops.registry.ObjectStore.WriteOutcome;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Sends a conditional write again while S3 answers that another was under way, up to a bound. */
final class Conflicts {

    private static final int ATTEMPTS = 8;
    private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(200).toNanos();

    private final RandomGenerator random;

    Conflicts(RandomGenerator random) {
        this.random = random;
    }

    WriteOutcome retry(Supplier<WriteOutcome> write) {
        WriteOutcome outcome = write.get();
        for (int attempt = 1; attempt < ATTEMPTS && isConflict(outcome); attempt++) {
            LockSupport.parkNanos(random.nextLong(LONGEST_PAUSE_NANOS));
            outcome = write.get();
        }
        return outcome;
    }

    private static boolean isConflict(WriteOutcome outcome) {
        return outcome instanceof WriteOutcome.Unknown unknown
                && unknown.cause() instanceof S3Exception e
                && S3Fault.of(e) == S3Fault.CONFLICT;
    }
}
