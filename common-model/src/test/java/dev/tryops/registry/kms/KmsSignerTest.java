package dev.tryops.registry.kms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryops.model.EnvironmentName;
import dev.tryops.registry.InMemoryObjectStore;
import dev.tryops.registry.Justification;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.PromotionResult;
import dev.tryops.registry.SignaturePolicy;
import dev.tryops.registry.Signer;
import dev.tryops.registry.StoreUnavailable;
import dev.tryops.registry.TestBundles;
import dev.tryops.registry.TestKey;
import dev.tryops.registry.TrustedKey;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

class KmsSignerTest {

    private static final byte[] MESSAGE = "{\"revision\" : 1}".getBytes(UTF_8);
    private static final EnvironmentName PRODUCTION = new EnvironmentName("production");

    private final TestKey key = TestKey.generate();
    private FakeKms kms;
    private KmsClient client;
    private Signer signer;

    @BeforeEach
    void start() throws IOException {
        kms = new FakeKms(key);
        client = KmsClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .region(Region.EU_CENTRAL_1)
                .endpointOverride(kms.address())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
        signer = new KmsSigner(client, "alias/tryops");
    }

    @AfterEach
    void stop() {
        client.close();
        kms.close();
    }

    @Test
    void sendsTheDigestAndNothingElseAndSaysSo() throws Exception {
        signer.sign(MESSAGE);

        assertThat(kms.signed).hasSize(1);
        var request = kms.signed.getFirst();
        assertThat(request.required("KeyId").asString()).isEqualTo("alias/tryops");
        assertThat(request.required("MessageType").asString()).isEqualTo("DIGEST");
        assertThat(request.required("SigningAlgorithm").asString()).isEqualTo("ECDSA_SHA_256");
        assertThat(Base64.getDecoder().decode(request.required("Message").asString()))
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(MESSAGE));
    }

    @Test
    void signsAsAKeyFileDoes() throws Exception {
        Signature ecdsa = Signature.getInstance("SHA256withECDSA");
        ecdsa.initVerify(key.publicKey());
        ecdsa.update(MESSAGE);

        assertThat(ecdsa.verify(signer.sign(MESSAGE))).isTrue();
        assertThat(signer.keyId()).isEqualTo(key.id());
    }

    @Test
    void asksForThePublicKeyOnce() {
        signer.keyId();
        signer.keyId();

        assertThat(kms.actions).containsExactly("GetPublicKey");
    }

    @Test
    void whatKmsSignsIsServed() {
        ModelRegistry registry = signing(signer);
        registry.publish(TestBundles.bundle(TestBundles.version(1)));

        assertThat(promote(registry)).isInstanceOf(PromotionResult.Promoted.class);
        var pointer = (PointerState.InForce) registry.serving(PRODUCTION);
        assertThat(registry.refusalOf(pointer, PRODUCTION, Optional.empty())).isEmpty();
        assertThat(kms.signed).hasSize(2);
    }

    @Test
    void aRefusalOfKmsIsASentenceAndNothingIsPromoted() {
        ModelRegistry registry = signing(signer);
        registry.publish(TestBundles.bundle(TestBundles.version(1)));
        kms.deny();

        assertThatThrownBy(() -> promote(registry))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("alias/tryops")
                .hasMessageContaining("AccessDeniedException");
        assertThat(registry.serving(PRODUCTION)).isInstanceOf(PointerState.Absent.class);
    }

    @Test
    void anAliasThatNowNamesAnotherKeyIsNoticedBeforeAnythingIsWritten() {
        ModelRegistry registry = signing(signer);
        registry.publish(TestBundles.bundle(TestBundles.version(1)));
        kms.rotate(TestKey.generate());

        assertThatThrownBy(() -> promote(registry))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("does not verify");
        assertThat(registry.serving(PRODUCTION)).isInstanceOf(PointerState.Absent.class);
    }

    @Test
    void aSettingIsEnoughToSignInTheRegionOfTheKey() {
        String arn = "arn:aws:kms:eu-west-3:123456789012:key/0d990263-018e-4e65-a703-eff731de951e";
        System.setProperty("aws.accessKeyId", "id");
        System.setProperty("aws.secretAccessKey", "secret");
        try {
            Signer configured = SigningKeys.open(
                    arn,
                    Map.of(
                            "AWS_REGION",
                            "eu-central-1",
                            "AWS_ENDPOINT_URL_KMS",
                            kms.address().toString()));

            assertThat(configured.keyId()).isEqualTo(key.id());
            assertThat(configured.sign(MESSAGE)).isNotEmpty();
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
        assertThat(kms.signed.getFirst().required("KeyId").asString()).isEqualTo(arn);
        assertThat(kms.authorizations).allMatch(header -> header.contains("/eu-west-3/kms/"));
    }

    private ModelRegistry signing(Signer with) {
        return new ModelRegistry(
                new InMemoryObjectStore(),
                Clock.systemUTC(),
                new SignaturePolicy(
                        SignaturePolicy.Mode.REQUIRED,
                        List.of(new TrustedKey<>(key.publicKey(), null)),
                        List.of(new TrustedKey<>(key.publicKey(), null)),
                        with));
    }

    private static PromotionResult promote(ModelRegistry registry) {
        return registry.promote(
                PRODUCTION, TestBundles.version(1), registry.serving(PRODUCTION), new Justification("olga", "test"));
    }
}
