package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryops.api.RunningApi.Answer;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In which types, codings and sizes a body may come. */
class BodiesApiTest {

    private static final String GOOD = "{\"features\":{\"age\":30,\"debt_ratio\":0.2,\"member\":true}}";
    private static final int MIB = 1 << 20;

    @TempDir
    static Path store;

    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = new RunningApi(store);
        api.serve(TestModels.bundle(TestModels.version(1), 0));
        api.awaitReady();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "APPLICATION/JSON",
                "application/json; charset=UTF-8",
                "application/json;charset=\"utf-8\"",
                "application/json;charset=utf8",
                "application/json; profile=x"
            })
    void aTypeMayBeSpelledAsHttpAllows(String type) {
        assertThat(typed(type).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json;charset=utf-16", "application/json;charset=nonsense", "application/*"})
    void anotherTypeOrCharsetIs415(String type) {
        assertThat(typed(type).status()).isEqualTo(415);
    }

    @Test
    void aBodyWithoutATypeIs415() {
        assertThat(api.send(api.request("/v1/predict").POST(BodyPublishers.ofString(GOOD)))
                        .status())
                .isEqualTo(415);
    }

    @Test
    void everyContentEncodingCounts() {
        assertThat(encoded("identity").status()).isEqualTo(200);
        assertThat(encoded("Identity", "identity").status()).isEqualTo(200);
        assertThat(encoded("identity", "gzip").status()).isEqualTo(415);
        assertThat(encoded("gzip", "identity").status()).isEqualTo(415);
        assertThat(encoded("identity, gzip").status()).isEqualTo(415);
    }

    @Test
    void aNameInAnOverlongFormIsNoName() {
        byte[] overlong = replaced("\"age", new byte[] {'"', (byte) 0xC1, (byte) 0xA1, 'g', 'e'});

        assertMalformed(overlong);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C0AF", "E080AF", "F08080AF", "EDA080", "F4908080", "FF", "80", "E4B8"})
    void bytesThatAreNotUtf8AreRefusedWhereverTheyStand(String hex) {
        byte[] bytes = java.util.HexFormat.of().parseHex(hex);

        assertMalformed(replaced("age", bytes));
        assertMalformed(joined(
                "{\"features\":{\"age\":\"".getBytes(StandardCharsets.UTF_8),
                bytes,
                "\"}}".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theBodyLimitIsAMebibyteForASmallModel() {
        assertThat(api.post("/v1/predict", padded(MIB)).status()).isEqualTo(200);
        assertThat(api.post("/v1/predict", padded(MIB + 1)).status()).isEqualTo(413);
    }

    @Test
    void theBodyLimitGrowsWithTheBatch(@TempDir Path other) {
        int derived = 10_000 * 3 * 40;
        try (RunningApi large = new RunningApi(other, "--tryops.prediction.max-batch-size=10000")) {
            large.serve(TestModels.bundle(TestModels.version(1), 0));
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> large.get("/ready").status() == 200);

            assertThat(large.post("/v1/predict", padded(derived)).status()).isEqualTo(200);
            assertThat(large.post("/v1/predict", padded(derived + 1)).status()).isEqualTo(413);
        }
    }

    private static Answer typed(String type) {
        return api.send(api.request("/v1/predict").header("Content-Type", type).POST(BodyPublishers.ofString(GOOD)));
    }

    private static Answer encoded(String... encodings) {
        HttpRequest.Builder request = api.request("/v1/predict").header("Content-Type", "application/json");
        for (String encoding : encodings) {
            request.header("Content-Encoding", encoding);
        }
        return api.send(request.POST(BodyPublishers.ofString(GOOD)));
    }

    private static void assertMalformed(byte[] body) {
        Answer answer = api.send(api.request("/v1/predict")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body)));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/code").asString()).isEqualTo("malformed_json");
    }

    private static byte[] replaced(String part, byte[] with) {
        int at = GOOD.indexOf(part);
        return joined(
                GOOD.substring(0, at).getBytes(StandardCharsets.UTF_8),
                with,
                GOOD.substring(at + part.length()).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static String padded(int length) {
        return GOOD + " ".repeat(length - GOOD.length());
    }
}
