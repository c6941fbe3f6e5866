package dev.tryops.api;

import static dev.tryops.api.TestIssuer.AUDIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.tryops.api.RunningApi.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which tokens count, against an OpenID provider that signs them with real keys. */
class TokenApiTest {

    private static TestIssuer issuer;
    private static RunningApi api;

    @BeforeAll
    static void start(@TempDir Path directory) {
        issuer = new TestIssuer();
        api = new RunningApi(directory, "--tryops.authentication.issuer-uri=" + issuer.uri(), forUs());
    }

    @AfterAll
    static void stop() {
        api.close();
        issuer.close();
    }

    @Test
    void aTokenOfTheIssuerForUsIsEnough() {
        assertThat(show(issuer.token()).status()).isEqualTo(200);
        assertThat(show(issuer.token(issuer.claims().audience(List.of("another", AUDIENCE))))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void withoutACredentialTheAnswerSaysHowToSendOne() {
        Answer answer = api.get("/v1/model/info");

        assertRefused(answer);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"tryops\"");
        assertThat(answer.json().required("detail").asString()).contains("Authorization: Bearer", "X-API-Key");
    }

    @Test
    void timesAreCheckedWithLittleTolerance() {
        Instant now = Instant.now();

        assertRefused(show(issuer.token(issuer.claims().expirationTime(Date.from(now.minusSeconds(60))))));
        assertRefused(show(issuer.token(issuer.claims().notBeforeTime(Date.from(now.plusSeconds(60))))));
        assertRefused(show(issuer.token(issuer.claims().expirationTime(null))));
        assertThat(show(issuer.token(issuer.claims().expirationTime(Date.from(now.minusSeconds(5)))))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aTokenForSomeoneElseOrFromSomeoneElseIsRefused() {
        assertRefused(show(issuer.token(issuer.claims().audience("another"))));
        assertRefused(show(issuer.token(issuer.claims().audience((String) null))));
        assertRefused(show(issuer.token(issuer.claims().issuer("https://issuer.example"))));
        assertRefused(show(issuer.token(issuer.claims().issuer(issuer.uri() + "/"))));
        assertRefused(show(issuer.token(issuer.claims().subject(null))));
    }

    @Test
    void anUnsignedTokenIsRefused() {
        assertRefused(show(new PlainJWT(issuer.claims().build()).serialize()));
    }

    @Test
    void thePublicKeyIsNoSecretToSignWith() throws JOSEException {
        for (byte[] secret : List.of(
                issuer.rsa.toRSAPublicKey().getEncoded(),
                issuer.rsa.toPublicJWK().toString().getBytes())) {
            SignedJWT forged = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                            .keyID(issuer.rsa.getKeyID())
                            .build(),
                    issuer.claims().build());
            forged.sign(new MACSigner(secret));

            assertRefused(show(forged.serialize()));
        }
    }

    @Test
    void aKeyOfSomebodyElseDoesNotCountWhateverItIsCalled() {
        JWTClaimsSet.Builder claims = issuer.claims();

        assertRefused(show(TestIssuer.sign(TestIssuer.rsa("rsa-1"), JWSAlgorithm.RS256, claims)));
        assertRefused(show(TestIssuer.sign(TestIssuer.rsa("unheard-of"), JWSAlgorithm.RS256, claims)));
    }

    @Test
    void garbageIsRefused() {
        String good = issuer.token();
        for (String bad : List.of(
                "a.b.c", "..", "nonsense", good.substring(0, good.length() - 20), good + "x", "x" + good, "%00", "")) {
            assertRefused(show(bad));
        }
        assertRefused(api.send(api.request("/v1/model/info").header("Authorization", "Basic YTpi")));
        assertRefused(api.send(api.request("/v1/model/info?access_token=" + good)));
        assertRefused(api.send(api.request("/v1/model/info")
                .header("Authorization", "Bearer " + good)
                .header("X-API-Key", "x")));
    }

    @Test
    void whoeverAsksWithUnknownKeysDoesNotMakeUsAskTheIssuer() {
        show(issuer.token());
        int before = issuer.fetches.get();
        RSAKey unknown = TestIssuer.rsa("made-up");

        for (int i = 0; i < 30; i++) {
            assertRefused(show(TestIssuer.sign(unknown, JWSAlgorithm.RS256, issuer.claims())));
        }

        assertThat(issuer.fetches.get() - before).isLessThan(8);
        assertThat(show(issuer.token()).status()).isEqualTo(200);
    }

    @Test
    void aNewKeyOfTheIssuerCountsSoonAfterItIsPublished() {
        ECKey next = TestIssuer.ec("ec-2");
        String token = TestIssuer.sign(next, JWSAlgorithm.ES256, issuer.claims());
        assertRefused(show(token));

        issuer.publish(next);

        await().atMost(Duration.ofSeconds(10)).until(() -> show(token).status() == 200);
        assertThat(show(issuer.token()).status()).isEqualTo(200);
    }

    @Test
    void anIssuerThatIsDownAtStartKeepsNobodyFromStarting(@TempDir Path directory) throws IOException {
        int port = freePort();
        try (RunningApi early =
                new RunningApi(directory, "--tryops.authentication.issuer-uri=http://127.0.0.1:" + port, forUs())) {
            assertThat(early.get("/health").status()).isEqualTo(200);
            assertThat(early.get("/v1/model/info").status()).isEqualTo(401);
            Answer unknown = show(early, issuer.token(), "/");
            assertThat(unknown.status()).isEqualTo(503);
            assertThat(unknown.header("Retry-After")).isEqualTo("5");
            assertThat(unknown.header("Content-Type")).isEqualTo("application/problem+json");

            try (TestIssuer late = new TestIssuer(port)) {
                await().atMost(Duration.ofSeconds(15))
                        .until(() -> show(early, late.token(), "/").status() == 200);
            }
            assertThat(show(early, issuer.token(), "/").status()).isEqualTo(401);
        }
    }

    @Test
    void aDiscoveryDocumentOfAnotherIssuerIsNotBelieved(@TempDir Path directory) {
        try (TestIssuer mixedUp = new TestIssuer();
                RunningApi other =
                        new RunningApi(directory, "--tryops.authentication.issuer-uri=" + mixedUp.uri(), forUs())) {
            mixedUp.claimToBe("https://issuer.example");

            assertThat(show(other, mixedUp.token(), "/").status()).isEqualTo(503);
            assertThat(mixedUp.fetches.get()).isZero();
        }
    }

    @Test
    void aScopeMayBeRequiredAndTheKeySetNamedDirectly(@TempDir Path directory) {
        try (RunningApi scoped = new RunningApi(
                directory,
                "--tryops.authentication.issuer-uri=" + issuer.uri(),
                "--tryops.authentication.jwk-set-uri=" + issuer.uri() + "/keys",
                "--tryops.authentication.required-scope=predict",
                forUs())) {
            Answer without = show(scoped, issuer.token(), "/");

            assertThat(without.status()).isEqualTo(403);
            assertThat(without.header("WWW-Authenticate")).contains("insufficient_scope", "scope=\"predict\"");
            assertThat(without.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(without.json().required("request_id").asString()).isEqualTo(without.header("X-Request-ID"));
            assertThat(show(scoped, issuer.token(issuer.claims().claim("scope", "read predict")), "/")
                            .status())
                    .isEqualTo(200);
            assertThat(show(scoped, issuer.token(issuer.claims().claim("scope", "predictor")), "/")
                            .status())
                    .isEqualTo(403);
        }
    }

    private static String forUs() {
        return "--tryops.authentication.audience=" + AUDIENCE;
    }

    private static Answer show(String token) {
        return show(api, token, "/");
    }

    private static Answer show(RunningApi to, String token, String path) {
        return to.send(to.request(path).header("Authorization", "Bearer " + token));
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer realm=\"tryops\"");
        assertThat(answer.json().required("request_id").asString()).isEqualTo(answer.header("X-Request-ID"));
        assertThat(answer.text()).doesNotContain("springframework", "nimbus", "Exception");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
