package dev.tryops.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadProgressTest {

    private static final long SECOND = 1_000_000_000;

    @TempDir
    Path directory;

    @Test
    void estimatesTheTimeLeftFromTheTimeThatWasTaken() {
        ReadProgress quarter = new ReadProgress(10_000, 250, 1_000);

        assertThat(quarter.percent()).hasValue(25);
        assertThat(quarter.secondsLeft(4 * SECOND)).hasValue(12);
        assertThat(new ReadProgress(10_000, 1_000, 1_000).secondsLeft(4 * SECOND))
                .hasValue(0);
    }

    @Test
    void estimatesNothingInTheFirstSecondOrOfAPipe() {
        assertThat(new ReadProgress(10_000, 250, 1_000).secondsLeft(SECOND - 1)).isEmpty();
        assertThat(new ReadProgress(10_000, 0, 1_000).secondsLeft(4 * SECOND)).isEmpty();
        assertThat(new ReadProgress(10_000, 250, -1).secondsLeft(4 * SECOND)).isEmpty();
        assertThat(new ReadProgress(10_000, 250, -1).percent()).isEmpty();
    }

    @Test
    void countsTheBytesOfAllFiles() throws IOException {
        Path file = directory.resolve("data.csv");
        new CreditApprovals(1).write(file, 30_000);
        List<ReadProgress> seen = new ArrayList<>();

        new TableReader(new Locations(file), ReadOptions.strict("approved"), directory)
                .read(Optional.empty(), seen::add);

        assertThat(seen).extracting(ReadProgress::rows).containsExactly(10_000L, 20_000L, 30_000L);
        assertThat(seen).extracting(ReadProgress::total).containsOnly(Files.size(file));
        assertThat(seen).extracting(ReadProgress::bytes).isSorted();
        assertThat(seen.getFirst().percent().orElseThrow()).isBetween(33L, 45L);
        assertThat(seen.getLast().percent()).hasValue(100);
    }
}
