package dev.tryops.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ModelVersion;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store that writes, or does not write, and then hangs up. */
class LostAnswersTest {

    private static final EnvironmentName PRODUCTION = new EnvironmentName("production");
    private static final Justification WHY = new Justification("someone", "because");
    private static final String POINTER = "serving/production.json";
    private static final ModelVersion V1 = TestBundles.version(1);
    private static final ModelVersion V2 = TestBundles.version(2);

    private final Unreliable store = new Unreliable();
    private final ModelRegistry registry =
            new ModelRegistry(store, Clock.systemUTC(), UUID::randomUUID, Duration.ofMillis(300));

    @BeforeEach
    void aVersionServes() {
        registry.publish(TestBundles.bundle(V1));
        registry.publish(TestBundles.bundle(V2));
        promote(V1);
    }

    @Test
    void aWriteThatLandedIsAPromotionAlthoughTheAnswerWasLost() {
        store.next = Fault.WRITES_THEN_HANGS_UP;

        assertThat(promote(V2)).isInstanceOfSatisfying(PromotionResult.Promoted.class, promoted -> {
            assertThat(promoted.superseded()).isFalse();
            assertThat(promoted.now()).isEqualTo(inForce().pointer());
        });
        assertThat(inForce().pointer().revision()).isEqualTo(2);
    }

    @Test
    void aWriteThatDidNotLandIsSentAgainAndNotDoubled() {
        store.next = Fault.HANGS_UP_BEFORE_WRITING;

        assertThat(promote(V2)).isInstanceOf(PromotionResult.Promoted.class);
        assertThat(inForce().pointer().revision()).isEqualTo(2);
        assertThat(registry.history(PRODUCTION, 10)).hasSize(2);
    }

    @Test
    void oursThatWasOvertakenMeanwhileIsAPromotionThatWasSuperseded() {
        store.next = Fault.WRITES_THEN_HANGS_UP;
        store.meanwhile = () -> promote(V1);

        assertThat(promote(V2)).isInstanceOfSatisfying(PromotionResult.Promoted.class, promoted -> {
            assertThat(promoted.superseded()).isTrue();
            assertThat(promoted.now().modelVersion()).isEqualTo(V2);
        });
        assertThat(inForce().pointer().revision()).isEqualTo(3);
    }

    @Test
    void aBlipWhileLookingForOursIsNotAFailure() {
        store.next = Fault.WRITES_THEN_HANGS_UP;
        store.meanwhile = () -> {
            promote(V1);
            store.blips.add("serving/history/production_0000000002.json");
        };

        assertThat(promote(V2))
                .isInstanceOfSatisfying(
                        PromotionResult.Promoted.class,
                        promoted -> assertThat(promoted.superseded()).isTrue());
    }

    @Test
    void aPointerThatVanishedMeanwhileIsNotMadeAnew() {
        store.next = Fault.HANGS_UP_BEFORE_WRITING;
        store.meanwhile = () -> store.allKeysUnder("serving/").toList().forEach(store::delete);

        assertThat(promote(V2))
                .isInstanceOfSatisfying(
                        PromotionResult.Rejected.class,
                        rejected -> assertThat(rejected.objections())
                                .extracting(Objection::code)
                                .containsExactly("pointer_corrupt"));
        assertThat(store.allKeysUnder("serving/")).isEmpty();
    }

    @Test
    void anothersPointerAtOurRevisionMeansThatWeLost() {
        store.next = Fault.HANGS_UP_BEFORE_WRITING;
        store.meanwhile = () -> promote(V1);

        assertThat(promote(V2)).isInstanceOf(PromotionResult.LostRace.class);
        assertThat(inForce().pointer().revision()).isEqualTo(2);
        assertThat(inForce().pointer().modelVersion()).isEqualTo(V1);
    }

    @Test
    void anOutcomeThatCannotBeLearntIsUnknownAndNamesThePromotion() {
        store.next = Fault.WRITES_THEN_HANGS_UP;
        store.meanwhile = () -> store.down = true;

        PromotionResult result = promote(V2);

        store.down = false;
        assertThat(result)
                .isInstanceOfSatisfying(
                        PromotionResult.Unknown.class,
                        unknown -> assertThat(unknown.promotionId())
                                .isEqualTo(inForce().pointer().promotionId()));
    }

    @Test
    void aStoreThatIsDownBeforeAnythingWasSentIsAPlainFailure() {
        store.down = true;

        assertThatThrownBy(() -> promote(V2)).isInstanceOf(StoreUnavailable.class);

        store.down = false;
        assertThat(inForce().pointer().revision()).isEqualTo(1);
    }

    private PromotionResult promote(ModelVersion version) {
        return registry.promote(PRODUCTION, version, registry.serving(PRODUCTION), WHY);
    }

    private PointerState.InForce inForce() {
        return (PointerState.InForce) registry.serving(PRODUCTION);
    }

    private enum Fault {
        NONE,
        WRITES_THEN_HANGS_UP,
        HANGS_UP_BEFORE_WRITING
    }

    private static final class Unreliable extends InMemoryObjectStore {
        Fault next = Fault.NONE;
        Runnable meanwhile = () -> {};
        boolean down;
        final Set<String> blips = new HashSet<>();

        @Override
        public Optional<Stored> read(String key) {
            if (down || blips.remove(key)) {
                throw new StoreUnavailable("down");
            }
            return super.read(key);
        }

        @Override
        public WriteOutcome replace(String key, String tag, byte[] bytes) {
            if (!key.equals(POINTER) || next == Fault.NONE) {
                return super.replace(key, tag, bytes);
            }
            Fault fault = next;
            next = Fault.NONE;
            if (fault == Fault.WRITES_THEN_HANGS_UP) {
                super.replace(key, tag, bytes);
            }
            meanwhile.run();
            return new WriteOutcome.Unknown(new java.net.SocketException("Connection reset"));
        }
    }
}
