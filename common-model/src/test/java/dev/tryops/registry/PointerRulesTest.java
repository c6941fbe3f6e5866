package dev.tryops.registry;

import static dev.tryops.registry.RegistryUnderTest.bytes;
import static dev.tryops.registry.RegistryUnderTest.edit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ModelVersion;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a reader demands of a pointer. */
class PointerRulesTest {

    private static final ModelVersion V1 = TestBundles.version(1);
    private static final ModelVersion V2 = TestBundles.version(2);
    private static final ModelVersion V3 = TestBundles.version(3);
    private static final EnvironmentName PRODUCTION = RegistryUnderTest.PRODUCTION;
    private static final EnvironmentName STAGING = new EnvironmentName("staging");

    private final RegistryUnderTest on = new RegistryUnderTest();

    @Test
    void aReaderRefusesAPointerThatIsNotApprovedOrNotForIt() {
        on.publish(V1);
        on.promote(V1);
        PointerState.InForce current = on.inForce(PRODUCTION);

        assertThat(on.judge(edit(current, "\"approved\" : true", "\"approved\" : false")))
                .contains(Reason.NOT_APPROVED);
        assertThat(on.registry.refusalOf(current, STAGING, Optional.empty()).map(Refusal::reason))
                .contains(Reason.WRONG_ENVIRONMENT);
        assertThat(on.judge(current)).isEmpty();
    }

    @Test
    void aReaderRefusesAPointerThatIsOlderThanTheHistory() {
        on.publish(V1, V2, V3);
        on.promote(V1);
        PointerState.InForce first = on.inForce(PRODUCTION);
        on.promote(V2);
        on.promote(V3);

        assertThat(on.judge(first)).contains(Reason.REVISION_REGRESSED);
    }

    @Test
    void aReaderRefusesAnotherPointerOfARevisionThatHistoryHolds() {
        on.publish(V1, V2);
        on.promote(V1);
        PointerState.InForce first = on.inForce(PRODUCTION);
        on.store.create("serving/history/production_0000000001.json", first.bytes());

        assertThat(on.judge(first)).isEmpty();
        assertThat(on.judge(edit(first, "because", "other reason"))).contains(Reason.HISTORY_FORKED);
    }

    @Test
    void aReaderNeverGoesBackBehindWhatItHasAccepted() {
        on.publish(V1, V2);
        on.promote(V1);
        PointerState.InForce first = on.inForce(PRODUCTION);
        on.promote(V2);
        PointerState.InForce second = on.inForce(PRODUCTION);
        on.store.delete("serving/history/production_0000000001.json"); // even where the history was wiped

        assertThat(on.registry.refusalOf(first, PRODUCTION, Optional.of(second)).map(Refusal::reason))
                .contains(Reason.REVISION_REGRESSED);
        assertThat(on.registry
                        .refusalOf(edit(second, "because", "x"), PRODUCTION, Optional.of(second))
                        .map(Refusal::reason))
                .contains(Reason.HISTORY_FORKED);
        assertThat(on.registry.refusalOf(second, PRODUCTION, Optional.of(second)))
                .isEmpty();
    }

    @Test
    void snapshotsOfTheReferenceDoNotCountAsRevisions() {
        on.publish(V1);
        on.promote(V1);
        on.store.create("serving/history/production_20260208_160016.json", bytes("{}"));

        assertThat(on.judge(on.inForce(PRODUCTION))).isEmpty();
    }
}
