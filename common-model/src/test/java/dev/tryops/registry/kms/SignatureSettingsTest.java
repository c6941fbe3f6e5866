package dev.tryops.registry.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryops.model.ModelVersion;
import dev.tryops.registry.KeyFileSigner;
import dev.tryops.registry.SignaturePolicy;
import dev.tryops.registry.SignaturePolicy.Mode;
import dev.tryops.registry.TestKey;
import dev.tryops.registry.TrustedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureSettingsTest {

    @TempDir
    Path directory;

    private final TestKey key = TestKey.generate();
    private final TestKey other = TestKey.generate();
    private String publicKey;
    private String otherKey;

    @BeforeEach
    void writeKeys() throws IOException {
        publicKey = key.publicFile(directory.resolve("current.pem"));
        otherKey = other.publicFile(directory.resolve("other@home.pem"));
    }

    @Test
    void withoutKeysSignaturesAreOff() {
        SignaturePolicy policy = SignatureSettings.policy(Map.of("MODEL_SIGNATURES", " "));

        assertThat(policy).isEqualTo(SignaturePolicy.off());
    }

    @Test
    void withPublicKeysSignaturesAreRequired() {
        SignaturePolicy policy = SignatureSettings.policy(trusting(publicKey, publicKey));

        assertThat(policy.mode()).isEqualTo(Mode.REQUIRED);
        assertThat(policy.lacksSigner()).isTrue();
        assertThat(policy.bundleKeys()).containsExactly(new TrustedKey<>(key.publicKey(), null));
    }

    @Test
    void theModeCanBeChosen() {
        Map<String, String> variables = trusting(publicKey, publicKey);
        variables.put("MODEL_SIGNATURES", "Optional");
        assertThat(SignatureSettings.policy(variables).mode()).isEqualTo(Mode.OPTIONAL);
        variables.put("MODEL_SIGNATURES", "off");
        assertThat(SignatureSettings.policy(variables).mode()).isEqualTo(Mode.OFF);
    }

    @Test
    void aKeyIsRetiredWithARevisionOrAVersion() {
        SignaturePolicy policy = SignatureSettings.policy(
                trusting(publicKey + "@v20260208_160016_2b35ca, " + otherKey, otherKey + " ," + publicKey + "@1234,"));

        assertThat(policy.bundleKeys())
                .containsExactly(
                        new TrustedKey<>(key.publicKey(), new ModelVersion("v20260208_160016_2b35ca")),
                        new TrustedKey<>(other.publicKey(), null));
        assertThat(policy.promotionKeys())
                .containsExactly(new TrustedKey<>(other.publicKey(), null), new TrustedKey<>(key.publicKey(), 1234L));
    }

    @Test
    void aKeyFileSignsAndAKmsKeyIsNotAskedBeforeItMust() throws IOException {
        String file = key.privateFile(directory.resolve("key.pem"));

        assertThat(SignatureSettings.policy(Map.of("MODEL_SIGNING_KEY", file)).signer())
                .isInstanceOf(KeyFileSigner.class);
        assertThat(SignatureSettings.policy(
                                Map.of("MODEL_SIGNING_KEY", "awskms:///alias/tryops", "AWS_REGION", "eu-central-1"))
                        .signer())
                .isInstanceOf(KmsSigner.class);
        assertThat(SignatureSettings.policy(Map.of(
                                "MODEL_SIGNING_KEY",
                                "arn:aws:kms:eu-central-1:123456789012:key/0d990263-018e-4e65-a703-eff731de951e"))
                        .signer())
                .isInstanceOf(KmsSigner.class);
    }

    @Test
    void whatMakesNoSenseIsNamed() throws IOException {
        String junk = Files.writeString(directory.resolve("junk.pem"), "junk").toString();
        assertRefused(trusting(publicKey, ""), "MODEL_TRUSTED_PROMOTION_KEYS");
        assertRefused(trusting("", publicKey), "MODEL_TRUSTED_BUNDLE_KEYS");
        assertRefused(trusting("absent.pem", publicKey), "absent.pem");
        assertRefused(trusting(publicKey, junk), "PUBLIC KEY");
        assertRefused(trusting(publicKey + "@1234", publicKey), "@1234");
        assertRefused(Map.of("MODEL_SIGNATURES", "required"), "MODEL_SIGNATURES=required");
        assertRefused(Map.of("MODEL_SIGNATURES", "optional"), "MODEL_SIGNATURES=optional");
        assertRefused(Map.of("MODEL_SIGNATURES", "yes"), "required, optional or off");
        assertRefused(Map.of("MODEL_SIGNING_KEY", junk), "PRIVATE KEY");
        assertRefused(Map.of("MODEL_SIGNING_KEY", directory.toString()), "MODEL_SIGNING_KEY");
        assertRefused(Map.of("MODEL_SIGNING_KEY", publicKey), "PRIVATE KEY");
        assertRefused(Map.of("MODEL_SIGNING_KEY", "awskms:///alias/tryops"), "AWS_REGION");
    }

    @Test
    void aPrivateKeyIsNeverRepeatedInAMessage() {
        assertThatThrownBy(() -> SignatureSettings.policy(Map.of("MODEL_SIGNING_KEY", key.privatePem())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("MODEL_SIGNING_KEY is the name of a PEM file, not its text");
    }

    private static Map<String, String> trusting(String bundles, String promotions) {
        return new HashMap<>(Map.of("MODEL_TRUSTED_BUNDLE_KEYS", bundles, "MODEL_TRUSTED_PROMOTION_KEYS", promotions));
    }

    private static void assertRefused(Map<String, String> variables, String sentence) {
        assertThatThrownBy(() -> SignatureSettings.policy(variables))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }
}
