package dev.tryops.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tryops.model.Sha256;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileSignerTest {

    private static final byte[] MESSAGE = "{\"revision\" : 1}".getBytes(UTF_8);

    @TempDir
    Path directory;

    @Test
    void findsThePublicKeyThatBelongsToAPrivateOne() {
        for (int i = 0; i < 20; i++) {
            TestKey key = TestKey.generate();

            assertThat(key.signer().publicKey().getEncoded())
                    .isEqualTo(key.publicKey().getEncoded());
            assertThat(key.signer().keyId()).isEqualTo(key.id()).matches("[0-9a-f]{16}");
        }
    }

    @Test
    void signsWhatOnlyItsPublicKeyVerifiesAndOnlyForThoseBytes() {
        TestKey key = TestKey.generate();
        byte[] signature = key.signer().sign(MESSAGE);

        assertThat(P256.verifies(key.publicKey(), MESSAGE, signature)).isTrue();
        assertThat(P256.verifies(TestKey.generate().publicKey(), MESSAGE, signature))
                .isFalse();
        assertThat(P256.verifies(key.publicKey(), "{\"revision\" : 2}".getBytes(UTF_8), signature))
                .isFalse();
        assertThat(P256.verifies(key.publicKey(), MESSAGE, new byte[0])).isFalse();
        assertThat(P256.verifies(key.publicKey(), MESSAGE, Arrays.copyOf(signature, 10)))
                .isFalse();
        assertThat(P256.verifies(key.publicKey(), MESSAGE, new byte[] {0x30, 6, 2, 1, 0, 2, 1, 0}))
                .isFalse();
    }

    @Test
    void refusesWhatIsNoPrivateKeyOnTheCurve() {
        assertRefused(TestKey.onCurve("secp384r1").privatePem(), "P-256");
        assertRefused(TestKey.generate().publicPem(), "PRIVATE KEY");
        assertRefused("", "PRIVATE KEY");
        assertRefused("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "P-256");
        assertThatThrownBy(
                        () -> P256.publicKeyOfPem(TestKey.onCurve("secp384r1").publicPem()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("P-256");
    }

    @Test
    void readsTheFilesThatOpensslWritesAndOpensslVerifiesWhatItSigns() throws Exception {
        assumeOpenssl();
        openssl("ecparam", "-genkey", "-name", "prime256v1", "-noout", "-out", "ec.pem");
        openssl("pkcs8", "-topk8", "-nocrypt", "-in", "ec.pem", "-out", "key.pem");
        openssl("pkey", "-in", "key.pem", "-pubout", "-out", "pub.pem");
        openssl("pkey", "-pubin", "-in", "pub.pem", "-outform", "DER", "-out", "pub.der");
        Signer signer = KeyFileSigner.ofPem(Files.readString(directory.resolve("key.pem")));
        Files.write(directory.resolve("stored.json"), MESSAGE);
        Files.write(directory.resolve("signature.der"), signer.sign(MESSAGE));

        assertThat(signer.publicKey()).isEqualTo(P256.publicKeyOfPem(Files.readString(directory.resolve("pub.pem"))));
        assertThat(Sha256.hex(Files.readAllBytes(directory.resolve("pub.der")))).startsWith(signer.keyId());
        assertThat(openssl("dgst", "-sha256", "-verify", "pub.pem", "-signature", "signature.der", "stored.json"))
                .contains("Verified OK");
    }

    private static void assertRefused(String pem, String fault) {
        assertThatThrownBy(() -> KeyFileSigner.ofPem(pem))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(fault);
    }

    private static void assumeOpenssl() {
        boolean present = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "openssl")));
        assumeTrue(present, "There is no openssl on the PATH");
    }

    private String openssl(String... args) throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder("openssl")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile());
        command.command().addAll(Arrays.asList(args));
        Process process = command.start();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String output = Files.readString(directory.resolve("output"));
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
