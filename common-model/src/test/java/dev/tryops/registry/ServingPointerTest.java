package dev.tryops.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ModelVersion;
import dev.tryops.model.Vectors;
import dev.tryops.registry.ServingPointer.Action;
import dev.tryops.registry.ServingPointer.Decision;
import dev.tryops.registry.ServingPointer.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class ServingPointerTest {

    private static final EnvironmentName PRODUCTION = new EnvironmentName("production");
    private static final Instant NOW = Instant.parse("2026-02-08T16:00:16.123456Z");

    @TestFactory
    Stream<DynamicTest> followsTheRollbackSequencesOfTheContract() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode sequence : Vectors.section("rollback").required("sequences")) {
            tests.add(DynamicTest.dynamicTest("sequence " + tests.size(), () -> replay(sequence)));
        }
        return tests.stream();
    }

    private static void replay(JsonNode sequence) {
        ServingPointer pointer = null;
        for (JsonNode step : sequence) {
            ServingPointer before = pointer;
            String[] words = step.required("do").asString().split(" ");
            if (step.has("refused")) {
                assertThat(before.rollbackPath()).isEmpty();
                continue;
            }
            if (words[0].equals("promote")) {
                Target target = target(letter(words[1]));
                pointer = before == null
                        ? ServingPointer.first(target, PRODUCTION, decision())
                        : before.promote(target, decision(), "sha");
            } else {
                pointer = before.rollback(target(before.rollbackPath().getFirst()), decision(), "sha");
            }
            assertThat(pointer.modelVersion())
                    .isEqualTo(letter(step.required("serves").asString()));
            assertThat(pointer.rollbackPath()).isEqualTo(letters(step.required("rollback_path")));
            assertThat(pointer.rollbackTo())
                    .isEqualTo(
                            pointer.rollbackPath().isEmpty()
                                    ? null
                                    : pointer.rollbackPath().getFirst());
        }
    }

    @Test
    void everyChangeIsANewRevisionThatNamesTheOneBefore() {
        ServingPointer a = first();
        ServingPointer b = a.promote(target(letter("B")), decision(), "digest of a");

        assertThat(b.revision()).isEqualTo(2);
        assertThat(b.previousVersion()).isEqualTo(letter("A"));
        assertThat(b.previousPointerSha256()).isEqualTo("digest of a");
        assertThat(b.action()).isEqualTo(Action.PROMOTE);
    }

    @Test
    void promotingTheSameVersionAgainIsANewRevisionWithThatVersionBefore() {
        ServingPointer again = first().promote(target(letter("A")), decision(), "sha");

        assertThat(again.revision()).isEqualTo(2);
        assertThat(again.previousVersion()).isEqualTo(letter("A"));
        assertThat(again.rollbackPath()).isEmpty();
    }

    @Test
    void aRollbackHoldsAndAnUnholdLiftsItWithoutChangingTheVersion() {
        ServingPointer rolledBack = first().promote(target(letter("B")), decision(), "sha")
                .rollback(target(letter("A")), decision(), "sha");
        ServingPointer lifted = rolledBack.unhold(target(letter("A")), decision(), "sha");

        assertThat(rolledBack.hold()).isTrue();
        assertThat(rolledBack.action()).isEqualTo(Action.ROLLBACK);
        assertThat(lifted.hold()).isFalse();
        assertThat(lifted.action()).isEqualTo(Action.UNHOLD);
        assertThat(lifted.modelVersion()).isEqualTo(letter("A"));
        assertThat(lifted.revision()).isEqualTo(4);
    }

    @Test
    void promotionLiftsAHold() {
        ServingPointer rolledBack = first().promote(target(letter("B")), decision(), "sha")
                .rollback(target(letter("A")), decision(), "sha");

        assertThat(rolledBack.promote(target(letter("C")), decision(), "sha").hold())
                .isFalse();
    }

    @Test
    void timesAscendEvenWhenTheClockStepsBack() {
        ServingPointer a = first();
        Decision anHourEarlier = new Decision(UUID.randomUUID(), NOW.minusSeconds(3600), "x", "y");

        ServingPointer b = a.promote(target(letter("B")), anHourEarlier, "sha");

        assertThat(b.promotedAt()).isEqualTo(a.promotedAt().plusMillis(1));
    }

    @Test
    void refusesARollbackToAnythingButTheHeadOfThePath() {
        ServingPointer b = first().promote(target(letter("B")), decision(), "sha");

        assertThatIllegalArgumentException().isThrownBy(() -> b.rollback(target(letter("C")), decision(), "sha"));
    }

    private static ServingPointer first() {
        return ServingPointer.first(target(letter("A")), PRODUCTION, decision());
    }

    private static Decision decision() {
        return new Decision(UUID.randomUUID(), NOW, "someone", "because");
    }

    private static Target target(ModelVersion version) {
        return new Target(version, "schema", "manifest", "m", "d", "b");
    }

    private static ModelVersion letter(String letter) {
        return TestBundles.version(letter.charAt(0));
    }

    private static List<ModelVersion> letters(JsonNode path) {
        List<ModelVersion> versions = new ArrayList<>();
        path.forEach(node -> versions.add(letter(node.asString())));
        return versions;
    }
}
