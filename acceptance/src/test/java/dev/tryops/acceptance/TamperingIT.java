package dev.tryops.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryops.acceptance.Intruder.Tampering;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.Reason;
import dev.tryops.registry.TestKey;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who can write to the store, but has no key, puts no model into force: neither the service that runs, nor one that
 * starts meanwhile, nor the operators' command believes it.
 */
@Tag("faults")
class TamperingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ROW = "{\"features\":{\"age\":35,\"income\":75000,\"credit_score\":720,"
            + "\"employment_years\":8,\"debt_ratio\":0.25}}";

    @TempDir
    static Path directory;

    /** At revision 3; its readers are told whom to trust, and have no key to sign with. */
    private static Store sound;

    private static ModelVersion serving;
    private static Intruder intruder;
    private static FollowedStore followed;
    private static Api running;

    @BeforeAll
    static void threeSignedVersionsOfWhichTheSecondServes() throws IOException {
        TestKey key = TestKey.generate();
        String trusted = key.publicFile(directory.resolve("trusted.pem"));
        sound = new Store(directory.resolve("sound"))
                .with(Map.of("MODEL_TRUSTED_BUNDLE_KEYS", trusted, "MODEL_TRUSTED_PROMOTION_KEYS", trusted));
        Store trainer = sound.with(Map.of("MODEL_SIGNING_KEY", key.privateFile(directory.resolve("signing.pem"))));
        Training.succeed(trainer, "--synthetic", "500", "--random-state", "1");
        ModelVersion first = trainer.pointer().modelVersion();
        serving = trainedBeside(trainer, "2");
        ModelVersion next = trainedBeside(trainer, "3");
        trainer.publishAnew(next, "<html>report</html>".getBytes(UTF_8));
        intruder = new Intruder(key, TestKey.generate(), first, next);
        // Twice, so that history reaches above the revision that is replayed.
        trainer.promote(serving);
        trainer.promote(serving);
        followed = new FollowedStore(copy("followed").root());
        running = Api.start(sound.at(followed.root())).awaitReady();
    }

    private static ModelVersion trainedBeside(Store trainer, String randomState) {
        List<ModelVersion> before = trainer.versions();
        Training.succeed(trainer, "--synthetic", "500", "--random-state", randomState, "--no-auto-promote");
        return trainer.versions().stream()
                .filter(version -> !before.contains(version))
                .findFirst()
                .orElseThrow();
    }

    @AfterAll
    static void stop() {
        if (running != null) {
            running.close();
        }
    }

    /** Without this, what is refused below might be refused for another reason. */
    @Test
    void withoutTamperingAllIsSoundAndTheNextVersionServes() {
        Store untouched = copy("untouched");
        intruder.promote(untouched);

        Tryops.Ended verified = Tryops.run(untouched, "verify", "--all");
        try (Api started = Api.start(untouched).awaitReady()) {
            assertThat(verified.code()).as(verified.output()).isZero();
            assertThat(started.version()).isEqualTo(intruder.next().value());
            assertThat(started.get("/ready").body()).contains("\"degraded\":[]");
        }
    }

    static Stream<Tampering> tamperings() {
        return intruder.tamperings();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tamperings")
    void isRefusedByOperatorsAndByTheServiceThatRunsWhichServesOn(Tampering tampering) throws IOException {
        Store tampered = copy(tampering.name());
        tampering.act().on(tampered);
        double before = refusals(tampering);
        int logged = running.log().length();

        try (Program verify = Tryops.start(tampered, "verify")) {
            followed.becomesTampered(tampered);
            await().atMost(PATIENCE).until(() -> refusals(tampering) > before);
            assertThat(running.get("/ready").body()).contains("reload_refused");
            assertTellsAndServesOn(running, running.log().substring(logged), tampering);
            assertThat(verify.await(60)).as(verify.output()).isEqualTo(4);
            assertThat(verify.output()).contains(tampering.reason().code() + ": ", tampering.names());
        }
        followed.becomesSound(sound);
        await().atMost(PATIENCE).until(() -> running.get("/ready").body().contains("\"degraded\":[]"));
    }

    /** A start takes seconds, hence one for each reason. */
    static Collection<Tampering> oneTamperingForEachReason() {
        Map<Reason, Tampering> first = new EnumMap<>(Reason.class);
        tamperings().forEach(tampering -> first.putIfAbsent(tampering.reason(), tampering));
        return first.values();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oneTamperingForEachReason")
    void isRefusedByAServiceThatStartsMeanwhileWhichServesAnEarlierRevision(Tampering tampering) {
        Store tampered = copy("restart-" + tampering.name());
        tampering.act().on(tampered);

        try (Api started = Api.start(tampered).awaitReady()) {
            assertThat(started.get("/ready").body()).contains("serving_fallback");
            assertTellsAndServesOn(started, started.log(), tampering);
        }
    }

    @Test
    void verifyNamesTheOldEntryOfTheHistoryThatWasEdited() {
        Store edited = copy("history");
        String entry = "serving/history/production_0000000001.json";
        String text = new String(edited.read(entry), UTF_8);
        String other = text.replace(intruder.other().value(), intruder.next().value());
        edited.overwrite(entry, other.getBytes(UTF_8));

        Tryops.Ended verified = Tryops.run(edited, "verify", "--all");

        assertThat(other).isNotEqualTo(text);
        assertThat(verified.code()).as(verified.output()).isEqualTo(4);
        assertThat(verified.output()).contains("digest_mismatch: " + entry, "signature_missing: " + entry);
    }

    private static void assertTellsAndServesOn(Api api, String log, Tampering tampering) {
        assertThat(log).contains("reason=" + tampering.reason().code(), tampering.names());
        HttpResponse<String> answer = api.predict(ROW);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Api.json(answer).required("model_version").asString()).isEqualTo(serving.value());
    }

    /** How often the running service has refused for this reason. */
    private static double refusals(Tampering tampering) {
        String series =
                "model_reload_rejected_total{reason=\"" + tampering.reason().code() + "\"} ";
        return running.metrics()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .sum();
    }

    private static Store copy(String name) {
        return sound.copyTo(directory.resolve(name));
    }
}
