package dev.tryops.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ExitCode;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.Justification;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.ServingPointer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another promoter comes first, between what the gate found and the promotion; the gate asks again, about the winner. */
class LostRaceTest {

    private static final EnvironmentName PRODUCTION = new EnvironmentName("production");

    /** So strong a ridge that hardly anything is learned. */
    private static final String BAD = "1000000";

    private static final String FAIR = "2000";
    private static final String GOOD = "1";

    private final RivalStore store = new RivalStore();
    private final ModelRegistry registry = new ModelRegistry(store, Clock.systemUTC());

    @BeforeEach
    void aBadModelServes() {
        assertThat(train(BAD, "--policy", "local").code()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void isPromotedWhereNobodyInterferes() {
        assertThat(bringAFairModel().code()).isEqualTo(ExitCode.DONE);
        assertThat(serving().revision()).isEqualTo(2);
    }

    @Test
    void isRefusedAsWorseThanABetterWinner() {
        ModelVersion better = publish(GOOD);
        store.beforeNextReplace(() -> promote(better));

        Program run = bringAFairModel();

        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains("worse_than_serving: ", better.value());
        assertThat(serving().modelVersion()).isEqualTo(better);
        assertThat(serving().revision()).isEqualTo(2);
        assertThat(registry.versions()).hasSize(3);
    }

    @Test
    void isPromotedOverAWorseWinner() {
        ModelVersion worse = publish(BAD);
        store.beforeNextReplace(() -> promote(worse));

        Program run = bringAFairModel();

        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(ExitCode.DONE);
        assertThat(serving().revision()).isEqualTo(3);
        assertThat(serving().previousVersion()).isEqualTo(worse);
    }

    /** A ridge pulls its probabilities together, which is not what these tests are about. */
    private Program bringAFairModel() {
        return train(FAIR, "--policy", "strict", "--rule", "miscalibrated=off", "--rule", "prediction_shift=off");
    }

    private ModelVersion publish(String ridge) {
        List<ModelVersion> before = registry.versions().toList();
        assertThat(train(ridge, "--policy", "local", "--no-auto-promote").code())
                .isEqualTo(ExitCode.DONE);
        return registry.versions()
                .filter(version -> !before.contains(version))
                .findFirst()
                .orElseThrow();
    }

    private void promote(ModelVersion version) {
        registry.promote(PRODUCTION, version, registry.serving(PRODUCTION), new Justification("rival", "came first"));
    }

    private Program train(String ridge, String... more) {
        List<String> args = new ArrayList<>(
                List.of("--synthetic", "4000", "--store", "memory", "--engine", "newton", "--l2", ridge));
        args.addAll(List.of(more));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ExitCode code = TrainingApplication.run(
                args.toArray(String[]::new),
                Map.of(),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                (location, variables) -> store);
        return new Program(code, out.toString(UTF_8), err.toString(UTF_8));
    }

    private ServingPointer serving() {
        return ((PointerState.InForce) registry.serving(PRODUCTION)).pointer();
    }
}
