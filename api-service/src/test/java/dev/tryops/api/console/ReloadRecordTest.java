package dev.tryops.api.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.api.TestModels;
import dev.tryops.api.serving.ReloadOutcome;
import dev.tryops.registry.Reason;
import dev.tryops.registry.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReloadRecordTest {

    private static final Refusal REFUSAL = new Refusal(Reason.DIGEST_MISMATCH, "x".repeat(10_000));
    private static final ReloadOutcome SWAPPED = new ReloadOutcome.Swapped(Optional.empty(), TestModels.version(1));

    private final ReloadRecord record = new ReloadRecord();
    private Instant now = Instant.parse("2026-02-08T16:00:16Z");

    @Test
    void keepsWhatIsNewsAndNotEveryLook() {
        look(new ReloadOutcome.NothingPromoted());
        look(new ReloadOutcome.NothingPromoted());
        look(SWAPPED);
        look(new ReloadOutcome.Unchanged());
        look(new ReloadOutcome.Unchanged());
        look(new ReloadOutcome.Failed("timed out"));
        look(new ReloadOutcome.Failed("timed out"));
        look(new ReloadOutcome.Unchanged());
        look(new ReloadOutcome.Unchanged());
        look(new ReloadOutcome.Refused(REFUSAL));
        look(new ReloadOutcome.BackingOff(REFUSAL));
        look(new ReloadOutcome.Refused(REFUSAL));
        look(new ReloadOutcome.BackingOff(REFUSAL));
        look(new ReloadOutcome.Unchanged());

        assertThat(record.entries().stream().map(ReloadRecord.Entry::outcome))
                .containsExactly(
                        "unchanged", "refused", "refused", "unchanged", "failed", "swapped", "nothing_promoted");
        assertThat(record.lookedAt()).isEqualTo(now);
    }

    @Test
    void saysWhyInAFewWords() {
        look(new ReloadOutcome.FellBack(REFUSAL, TestModels.version(1)));

        ReloadRecord.Entry entry = record.entries().getFirst();
        assertThat(entry.reason()).isEqualTo("digest_mismatch");
        assertThat(entry.modelVersion()).isEqualTo(TestModels.version(1).value());
        assertThat(entry.detail()).hasSizeLessThan(510);
        assertThat(entry.ms()).isEqualTo(7);
    }

    @Test
    void forgetsTheOldest() {
        for (int i = 0; i < 3 * ReloadRecord.KEPT; i++) {
            look(SWAPPED);
        }

        assertThat(record.entries()).hasSize(ReloadRecord.KEPT);
        assertThat(record.entries().getFirst().at()).isEqualTo(now);
    }

    private void look(ReloadOutcome outcome) {
        now = now.plusSeconds(1);
        record.follow(outcome, now, Duration.ofMillis(7));
    }
}
