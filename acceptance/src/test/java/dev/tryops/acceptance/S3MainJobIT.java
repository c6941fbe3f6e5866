package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryops.model.ModelVersion;
import dev.tryops.registry.Justification;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.PromotionResult;
import dev.tryops.registry.TestBundles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Train, serve and swap with models in S3, on a good wire and on bad ones. */
@Tag("faults")
class S3MainJobIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ROW = "{\"features\":{\"age\":35,\"income\":75000,\"credit_score\":720,"
            + "\"employment_years\":8,\"debt_ratio\":0.25}}";

    @TempDir
    Path directory;

    private static LocalS3 s3;

    @BeforeAll
    static void start() throws IOException {
        s3 = LocalS3.start();
    }

    @AfterAll
    static void stop() {
        s3.close();
    }

    @Test
    void eightProcessesOfTwentyFivePromotionsEachMakeTwoHundredRevisions() {
        RacingPromotions.race(s3.store("race"), 8, 25);
    }

    /** None may write before all eight have decided on revision 1. */
    @Test
    void ofEightThatExpectTheSameRevisionOneSucceedsAndTheOthersAreToldWho() throws IOException {
        Store direct = s3.store("expected");
        ModelVersion version = TestBundles.version(1);
        direct.registry().publish(TestBundles.bundle(version));
        direct.promote(version);
        List<Program> crowd = new ArrayList<>();
        try (Wire wire = new Wire(s3.port())) {
            wire.gather("/serving/production.json", 8);
            Store store = s3.store("expected", wire.port());
            for (int i = 1; i <= 8; i++) {
                crowd.add(Tryops.startAs(
                        "olga-" + i,
                        store,
                        "promote",
                        version.value(),
                        "--reason",
                        "better",
                        "--expect-revision",
                        "1",
                        "--yes"));
            }
            List<Integer> codes = crowd.stream().map(one -> one.await(90)).toList();

            assertThat(wire.awaited())
                    .as("of eight, how many did not write at once")
                    .isLessThan(7);
            assertThat(codes).containsExactlyInAnyOrder(0, 5, 5, 5, 5, 5, 5, 5);
            String winner = "olga-" + (codes.indexOf(0) + 1);
            assertThat(crowd.get(codes.indexOf(0)).output()).contains("names " + version + ", revision 2");
            assertThat(crowd)
                    .filteredOn(one -> one.await(1) == 5)
                    .extracting(Program::output)
                    .allSatisfy(told ->
                            assertThat(told).contains("Revision 2 by " + winner + " came first; it serves " + version));
            assertThat(direct.pointer().revision()).isEqualTo(2);
            assertThat(direct.pointer().promotedBy()).isEqualTo(winner);
            direct.assertSound();
        } finally {
            crowd.forEach(Program::close);
        }
    }

    @Test
    void aPutWhoseAnswerIsLostIsToldTrulyAndNotDoubled() throws IOException {
        try (Wire wire = new Wire(s3.port())) {
            Store direct = s3.store("lost-answer");
            Training.succeed(direct, "--synthetic", "500");
            ModelVersion version = direct.pointer().modelVersion();
            ModelRegistry far = s3.store("lost-answer", wire.port()).registry();
            var expected = far.serving(Store.PRODUCTION);
            int before = wire.puts();
            // The first PUT of a promotion saves the outgoing pointer, the second one is the pointer itself.
            direct.objects()
                    .create(
                            "serving/history/production_0000000001.json",
                            direct.inForce().bytes());
            wire.strike(Wire.Fault.DROPS_ONE_PUT_ANSWER);

            PromotionResult result =
                    far.promote(Store.PRODUCTION, version, expected, new Justification("test", "lost answer"));

            assertThat(result).isInstanceOf(PromotionResult.Promoted.class);
            assertThat(wire.puts()).as("nothing was sent twice behind our back").isBetween(before + 2, before + 3);
            assertThat(direct.pointer().revision()).isEqualTo(2);
            assertThat(direct.pointer()).isEqualTo(((PromotionResult.Promoted) result).now());
            direct.assertUnbrokenChain();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Wire.Fault.class,
            names = {"CUT", "SILENT", "ERROR_500", "DENIED_403", "TRUNCATED"})
    void servesThroughAnOutageAndFollowsThePointerAfterIt(Wire.Fault fault) throws IOException {
        Store direct = s3.store("outage-" + fault.name().toLowerCase(java.util.Locale.ROOT));
        Training.succeed(direct, "--synthetic", "500", "--random-state", "1");
        ModelVersion first = direct.pointer().modelVersion();
        try (Wire wire = new Wire(s3.port());
                Api api = Api.start(s3.store(prefixOf(direct), wire.port())).awaitReady()) {
            wire.strike(fault);
            Training.succeed(direct, "--synthetic", "500", "--random-state", "2");
            await().atMost(PATIENCE).until(() -> api.get("/ready").body().contains("pointer_unreadable"));
            assertAnswers(api, first);

            wire.strike(Wire.Fault.NONE);

            ModelVersion second = direct.pointer().modelVersion();
            await().atMost(PATIENCE).until(() -> api.version().equals(second.value()));
            assertThat(api.get("/ready").body()).contains("\"degraded\":[]");
        }
    }

    @Test
    void servesWhileTheNameOfTheEndpointDoesNotResolveAndFollowsThePointerWhenItDoes() throws IOException {
        Store direct = s3.store("name");
        Training.succeed(direct, "--synthetic", "500", "--random-state", "1");
        ModelVersion first = direct.pointer().modelVersion();
        Path names = Files.writeString(directory.resolve("hosts"), "127.0.0.1 s3.test\n");
        Path uncached = Files.writeString(
                directory.resolve("java.security"),
                "networkaddress.cache.ttl=0\nnetworkaddress.cache.negative.ttl=0\n");
        try (Wire wire = new Wire(s3.port());
                Api api = Api.start(
                                direct.with(Map.of("AWS_ENDPOINT_URL_S3", "http://s3.test:" + wire.port())),
                                "-Djdk.net.hosts.file=" + names,
                                "-Djava.security.properties=" + uncached)
                        .awaitReady()) {
            Files.writeString(names, "");
            // A connection that is kept alive needs no name.
            wire.strike(Wire.Fault.NONE);
            await().atMost(PATIENCE).until(() -> api.get("/ready").body().contains("pointer_unreadable"));
            direct.promote(first);
            String promotedAt = direct.pointer().promotedAt().toString();
            assertAnswers(api, first);
            assertThat(api.promotedAt()).isNotEqualTo(promotedAt);
            assertThat(api.log()).contains("the name of the server cannot be resolved: s3.test");

            Files.writeString(names, "127.0.0.1 s3.test\n");

            await().atMost(Duration.ofSeconds(5)).until(() -> api.promotedAt().equals(promotedAt));
            assertThat(api.get("/ready").body()).contains("\"degraded\":[]");
        }
    }

    @Test
    void startsWithoutS3AndIsReadyAsSoonAsAModelCanBeRead() throws IOException {
        Store direct = s3.store("late");
        Training.succeed(direct, "--synthetic", "500");
        try (Wire wire = new Wire(s3.port())) {
            wire.strike(Wire.Fault.CUT);
            try (Api api = Api.start(s3.store("late", wire.port()))) {
                assertThat(api.get("/health").statusCode()).isEqualTo(200);
                assertThat(api.get("/ready").statusCode()).isEqualTo(503);

                wire.strike(Wire.Fault.NONE);

                api.awaitReady();
            }
        }
    }

    private static void assertAnswers(Api api, ModelVersion version) {
        for (int i = 0; i < 20; i++) {
            var answer = api.predict(ROW);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(Api.json(answer).required("model_version").asString()).isEqualTo(version.value());
        }
        assertThat(api.get("/ready").statusCode()).isEqualTo(200);
    }

    private static String prefixOf(Store store) {
        return store.location().substring(("s3://" + LocalS3.BUCKET + "/").length());
    }
}
