package dev.tryops.api.predictionlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tryops.registry.StoreLocation;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictionLogPropertiesTest {

    private static final long MIB = 1 << 20;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "maybe | 1   | 600 | 50  | 100 | PREDICTION_LOG is on or off, not 'maybe'",
                "on    | 1.5 | 600 | 50  | 100 | PREDICTION_LOG_SAMPLE is a share from 0 to 1, not 1.5",
                "on    | NaN | 600 | 50  | 100 | PREDICTION_LOG_SAMPLE is a share from 0 to 1, not NaN",
                "on    | 1   | 0   | 50  | 100 | PREDICTION_LOG_FLUSH_INTERVAL is a number of seconds from 0.1 to 86400, not 0",
                "on    | 1   | 600 | 0   | 100 | PREDICTION_LOG_FLUSH_BYTES is 65536 to 209715200 bytes, not 0",
                "on    | 1   | 600 | 300 | 100 | PREDICTION_LOG_FLUSH_BYTES is 65536 to 209715200 bytes, not 314572800",
                "on    | 1   | 600 | 50  | 0   | PREDICTION_LOG_MEMORY is 1048576 to 17179869184 bytes, not 0",
            })
    void refusesWhatItCannotUse(
            String log, double sample, BigDecimal interval, long flushMib, long memoryMib, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new PredictionLogProperties("store", log, sample, interval, flushMib * MIB, memoryMib * MIB))
                .withMessage(sentence);
    }

    @ParameterizedTest
    @CsvSource({"'', on, 1", "store, off, 1", "store, on, 0"})
    void writesNowhereWhereItIsSwitchedOff(String store, String log, double sample) {
        assertThat(properties(store, log, sample).location()).isEmpty();
    }

    @Test
    void writesWhereItIsTold() {
        assertThat(properties("s3://bucket/prefix", "on", 1).location())
                .contains(new StoreLocation.Bucket("bucket", "prefix"));
        assertThat(properties("log", "on", 0.1).location()).contains(new StoreLocation.Directory(Path.of("log")));
    }

    @Test
    void aSampleOfTheIdsIsAsLargeAsItsShare() {
        Random random = new Random(1);
        Sample tenth = new Sample(0.1);

        long kept = random.longs(100_000)
                .filter(low -> tenth.keeps(low >>> 2 | Long.MIN_VALUE))
                .count();

        assertThat(kept).isBetween(9_500L, 10_500L);
        assertThat(new Sample(1).keeps(-1)).isTrue();
    }

    private static PredictionLogProperties properties(String store, String log, double sample) {
        return new PredictionLogProperties(store, log, sample, BigDecimal.TEN, 50 * MIB, 100 * MIB);
    }
}
