package dev.tryops.training.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tryops.model.EnvironmentName;
import dev.tryops.registry.Justification;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.Objection;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.PromotionResult;
import dev.tryops.registry.TestBundles;
import dev.tryops.training.RivalStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AutomaticPromotionTest {

    private static final EnvironmentName PRODUCTION = new EnvironmentName("production");
    private static final Justification PERSON = new Justification("person", "by hand");
    private static final Justification JOB = new Justification(Justification.TRAINING_PIPELINE, "nightly");

    private final RivalStore store = new RivalStore();
    private final ModelRegistry registry = new ModelRegistry(store, Clock.systemUTC());
    private final List<PointerState> decidedOn = new ArrayList<>();

    @BeforeEach
    void serveTheSecondOfFourModels() {
        for (int i = 1; i <= 4; i++) {
            registry.publish(TestBundles.bundle(TestBundles.version(i)));
        }
        registry.promote(PRODUCTION, TestBundles.version(1), serving(), PERSON);
        registry.promote(PRODUCTION, TestBundles.version(2), serving(), PERSON);
    }

    @Test
    void decidesAnewAgainstTheWinnerOfALostRace() {
        store.beforeNextReplace(() -> registry.promote(PRODUCTION, TestBundles.version(4), serving(), PERSON));

        PromotionResult result = promoteThird(Duration.ofSeconds(60));

        assertThat(result).asInstanceOf(type(PromotionResult.Promoted.class)).satisfies(promoted -> {
            assertThat(promoted.now().revision()).isEqualTo(4);
            assertThat(promoted.now().previousVersion()).isEqualTo(TestBundles.version(4));
        });
        assertThat(decidedOn)
                .singleElement()
                .asInstanceOf(type(PointerState.InForce.class))
                .satisfies(winner -> assertThat(winner.pointer().modelVersion()).isEqualTo(TestBundles.version(4)));
    }

    @Test
    void yieldsToARollbackThatCameInBetween() {
        store.beforeNextReplace(() -> registry.rollback(PRODUCTION, serving(), PERSON));

        PromotionResult result = promoteThird(Duration.ofSeconds(60));

        assertThat(result)
                .asInstanceOf(type(PromotionResult.Rejected.class))
                .satisfies(rejected -> assertThat(rejected.objections())
                        .extracting(Objection::code)
                        .containsExactly(Objection.ON_HOLD));
        assertThat(((PointerState.InForce) serving()).pointer().modelVersion()).isEqualTo(TestBundles.version(1));
    }

    @Test
    void givesUpWhenItsPatienceEnds() {
        store.beforeNextReplace(() -> registry.promote(PRODUCTION, TestBundles.version(4), serving(), PERSON));

        PromotionResult result = promoteThird(Duration.ZERO);

        assertThat(result)
                .asInstanceOf(type(PromotionResult.LostRace.class))
                .satisfies(lost ->
                        assertThat(lost.winner().pointer().modelVersion()).isEqualTo(TestBundles.version(4)));
    }

    private PromotionResult promoteThird(Duration patience) {
        return new AutomaticPromotion(registry, PRODUCTION, patience, new Random(1))
                .promote(TestBundles.version(3), JOB, serving(), this::objectToAHold);
    }

    private List<Objection> objectToAHold(PointerState serving) {
        decidedOn.add(serving);
        return serving instanceof PointerState.InForce inForce
                        && inForce.pointer().hold()
                ? List.of(new Objection(Objection.ON_HOLD, "a person said so"))
                : List.of();
    }

    private PointerState serving() {
        return registry.serving(PRODUCTION);
    }
}
