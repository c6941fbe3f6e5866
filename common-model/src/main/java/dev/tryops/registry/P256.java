package dev.tryops.registry;

import dev.tryops.model.Sha256;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys on the NIST curve P-256 (secp256r1), and ECDSA over SHA-256 with them: the only kind of signature there is. */
public final class P256 {

    /** The algorithm as signature objects, and AWS KMS, name it. */
    static final String ALGORITHM = "ECDSA_SHA_256";

    private static final String JAVA_ALGORITHM = "SHA256withECDSA";
    private static final int ID_LENGTH = 16;

    private P256() {}

    /** The key in a PEM block {@code PUBLIC KEY}; {@link IllegalArgumentException} if there is none. */
    public static ECPublicKey publicKeyOfPem(String pem) {
        return publicKey(pemBlock(pem, "PUBLIC KEY"));
    }

    /** The key in a DER SubjectPublicKeyInfo; {@link IllegalArgumentException} if that is no key on P-256. */
    public static ECPublicKey publicKey(byte[] der) {
        try {
            return onCurve((ECPublicKey) keys().generatePublic(new X509EncodedKeySpec(der)));
        } catch (InvalidKeySpecException | ClassCastException e) {
            throw new IllegalArgumentException("no public key on the curve P-256", e);
        }
    }

    /** The first 16 hex digits of SHA-256 over the key's DER SubjectPublicKeyInfo (uncompressed point, named curve). */
    public static String idOf(PublicKey key) {
        return Sha256.hex(key.getEncoded()).substring(0, ID_LENGTH);
    }

    /** Whether {@code signature}, in DER, is one of the SHA-256 of {@code message} by {@code key}. */
    static boolean verifies(PublicKey key, byte[] message, byte[] signature) {
        try {
            Signature ecdsa = ecdsa();
            ecdsa.initVerify(key);
            ecdsa.update(message);
            return ecdsa.verify(signature);
        } catch (SignatureException e) {
            return false; // not even the shape of one
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("Not a key on P-256", e);
        }
    }

    static Signature ecdsa() {
        return provided(() -> Signature.getInstance(JAVA_ALGORITHM));
    }

    static KeyFactory keys() {
        return provided(() -> KeyFactory.getInstance("EC"));
    }

    static ECParameterSpec curve() {
        return provided(() -> {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        });
    }

    static <K extends ECKey> K onCurve(K key) {
        if (!key.getParams().getCurve().equals(curve().getCurve())) {
            throw new IllegalArgumentException("a key on another curve than P-256");
        }
        return key;
    }

    static byte[] pemBlock(String text, String label) {
        Matcher matcher = Pattern.compile("-----BEGIN %1$s-----([A-Za-z0-9+/=\\s]+)-----END %1$s-----".formatted(label))
                .matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no PEM block '" + label + "'");
        }
        return Base64.getMimeDecoder().decode(matcher.group(1));
    }

    static <T> T provided(Provision<T> provision) {
        try {
            return provision.get();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks ECDSA on P-256", e);
        }
    }

    /** Something that every Java runtime of ours provides. */
    interface Provision<T> {
        T get() throws GeneralSecurityException;
    }
}
