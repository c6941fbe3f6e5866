package dev.tryops.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ExitCode;
import dev.tryops.model.Metrics;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.InMemoryObjectStore;
import dev.tryops.registry.Justification;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.Objection;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.PromotionResult;
import dev.tryops.registry.StoreUnavailable;
import dev.tryops.registry.TestBundles;
import dev.tryops.training.data.BadData;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final ModelVersion OURS = TestBundles.version(2);
    private static final EnvironmentName PRODUCTION = new EnvironmentName("production");
    private static final Metrics METRICS = new Metrics(0.718, 0.7322, 0.7869, 0.7586, 0.7859, 0.5496, 0.1855);

    @Test
    void printsTheIdToLookForWhereTheOutcomeIsUnknown() {
        UUID id = UUID.fromString("00000000-0000-0000-0000-00000000002a");
        Report report = report(new PromotionResult.Unknown(id, new IOException("reset")));

        assertThat(report.outcome().exitCode()).isEqualTo(ExitCode.OUTCOME_UNKNOWN);
        assertThat(report.sentence()).contains(OURS.value(), id.toString(), "./tryops history");
        assertThat(report.json()).contains("\"promoted\" : false", "\"promotion_id\" : \"" + id + "\"");
    }

    @Test
    void namesTheWinnerOfALostRace() {
        Report report = report(new PromotionResult.LostRace(serving()));

        assertThat(report.outcome().exitCode()).isEqualTo(ExitCode.LOST_RACE);
        assertThat(report.sentence())
                .contains(OURS.value(), TestBundles.version(1).value(), "revision 1");
    }

    @Test
    void listsEveryObjection() {
        Report report = report(new PromotionResult.Rejected(
                List.of(new Objection("on_hold", "a person said so"), new Objection("retired", "marked"))));

        assertThat(report.outcome().exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(report.sentence()).contains("on_hold: a person said so", "retired: marked");
        assertThat(report.json())
                .contains("\"on_hold\"", "\"promoted\" : false", "\"revision\" : null", "\"promotion_id\" : null");
    }

    @Test
    void saysThatAnotherPromotionHasAlreadyFollowed() {
        Report report = report(new PromotionResult.Promoted(serving().pointer(), true));

        assertThat(report.outcome().exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(report.sentence()).contains("revision 1", "another has already followed");
    }

    @Test
    void explainsEachFailureInASentenceWithItsExitCode() {
        assertThat(Failure.of(new BadData("x.csv is empty.")).code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(Failure.of(new StoreUnavailable("no answer")).sentence()).contains("no answer.", "LOG_LEVEL=DEBUG");
        assertThat(Failure.of(new OutOfMemoryError()).sentence()).contains("-Xmx");
        assertThat(Failure.of(new IllegalStateException()).sentence()).contains("IllegalStateException");
        assertThat(Failure.of(new IllegalStateException("odd")).code()).isEqualTo(ExitCode.FAILURE);
    }

    private static Report report(PromotionResult result) {
        return new Report(OURS, METRICS, PRODUCTION, new TrainingOutcome.Decided(result));
    }

    private static PointerState.InForce serving() {
        ModelRegistry registry = new ModelRegistry(new InMemoryObjectStore(), Clock.systemUTC());
        registry.publish(TestBundles.bundle(TestBundles.version(1)));
        registry.promote(
                PRODUCTION,
                TestBundles.version(1),
                registry.serving(PRODUCTION),
                new Justification("person", "by hand"));
        return (PointerState.InForce) registry.serving(PRODUCTION);
    }
}
