package dev.tryops.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;

/** A fresh key on P-256, and the files that hold it. */
public record TestKey(KeyPair pair) {

    public static TestKey generate() {
        return onCurve("secp256r1");
    }

    static TestKey onCurve(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return new TestKey(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Everything must be signed, and this key signs and is trusted for both types. */
    public SignaturePolicy required() {
        return new SignaturePolicy(
                SignaturePolicy.Mode.REQUIRED,
                List.of(new TrustedKey<>(publicKey(), null)),
                List.of(new TrustedKey<>(publicKey(), null)),
                signer());
    }

    public Signer signer() {
        return KeyFileSigner.ofPem(privatePem());
    }

    public PublicKey publicKey() {
        return pair.getPublic();
    }

    public String id() {
        return P256.idOf(publicKey());
    }

    public String privatePem() {
        return pem("PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    public String publicPem() {
        return pem("PUBLIC KEY", pair.getPublic().getEncoded());
    }

    /** Writes the private key to {@code file} and answers its name. */
    public String privateFile(Path file) throws IOException {
        return Files.writeString(file, privatePem()).toString();
    }

    /** Writes the public key to {@code file} and answers its name. */
    public String publicFile(Path file) throws IOException {
        return Files.writeString(file, publicPem()).toString();
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(label, Base64.getMimeEncoder().encodeToString(der));
    }
}
