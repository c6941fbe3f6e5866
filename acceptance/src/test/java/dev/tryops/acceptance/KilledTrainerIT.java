package dev.tryops.acceptance;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("faults")
class KilledTrainerIT {

    @TempDir
    Path directory;

    @Test
    void aKilledTrainerLeavesTheOldPointerOrTheNewOneAndTheNextRunSucceeds() {
        KilledTrainer.killAtRandomMoments(directory.resolve("store"), 5, 7);
    }
}
