package dev.tryops.acceptance;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillSoak {

    private static final boolean LONG = System.getProperty("soak", "ci").equals("long");

    @TempDir
    Path directory;

    @Test
    void manyKilledTrainersLoseNothing() {
        KilledTrainer.killAtRandomMoments(directory.resolve("store"), LONG ? 1_000 : 40, 11);
    }

    @Test
    void eightProcessesOfTwentyFivePromotionsEachMakeTwoHundredRevisions() {
        RacingPromotions.race(new Store(directory.resolve("store")), 8, 25);
    }
}
