package dev.tryops.acceptance;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RacingPromotionsIT {

    @TempDir
    Path directory;

    @Test
    void fourProcessesOfTenPromotionsEachMakeFortyRevisions() {
        RacingPromotions.race(new Store(directory.resolve("store")), 4, 10);
    }
}
