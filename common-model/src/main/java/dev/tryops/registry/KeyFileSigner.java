package dev.tryops.registry;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.stream.Stream;
import javax.crypto.KeyAgreement;

/** Signs with a private key from a PEM file: for one's own machine, where nothing guards the file but its permissions. */
public final class KeyFileSigner implements Signer {

    private final PrivateKey privateKey;
    private final PublicKey publicKey;

    private KeyFileSigner(PrivateKey privateKey, PublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /**
     * The signer with the key in a PEM block {@code PRIVATE KEY} (PKCS#8, not encrypted); {@link IllegalArgumentException}
     * if there is none on P-256.
     */
    public static KeyFileSigner ofPem(String pem) {
        byte[] der = P256.pemBlock(pem, "PRIVATE KEY");
        try {
            ECPrivateKey key = P256.onCurve((ECPrivateKey) P256.keys().generatePrivate(new PKCS8EncodedKeySpec(der)));
            return new KeyFileSigner(key, publicKeyOf(key));
        } catch (InvalidKeySpecException | ClassCastException e) {
            throw new IllegalArgumentException("no PKCS#8 private key on the curve P-256", e);
        }
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public byte[] sign(byte[] bytes) {
        return sign(privateKey, bytes);
    }

    private static byte[] sign(PrivateKey key, byte[] bytes) {
        return P256.provided(() -> {
            Signature ecdsa = P256.ecdsa();
            ecdsa.initSign(key);
            ecdsa.update(bytes);
            return ecdsa.sign();
        });
    }

    /**
     * A PKCS#8 file need not hold the public key. A key agreement with the curve's generator G yields the x of d·G; y is
     * one of the two roots of y² = x³ + ax + b, and a signature tells which.
     */
    private static PublicKey publicKeyOf(ECPrivateKey key) {
        ECParameterSpec curve = P256.curve();
        BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
        BigInteger x = new BigInteger(1, agreedWith(key, pointAsKey(curve.getGenerator())));
        BigInteger ySquared = x.pow(3)
                .add(curve.getCurve().getA().multiply(x))
                .add(curve.getCurve().getB())
                .mod(p);
        // p is 3 modulo 4, which makes this power a square root.
        BigInteger y = ySquared.modPow(p.add(BigInteger.ONE).shiftRight(2), p);
        byte[] probe = {1, 2, 3};
        byte[] signature = sign(key, probe);
        return Stream.of(y, p.subtract(y))
                .map(root -> pointAsKey(new ECPoint(x, root)))
                .filter(candidate -> P256.verifies(candidate, probe, signature))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a private key without a public one"));
    }

    private static byte[] agreedWith(PrivateKey key, PublicKey other) {
        try {
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(key);
            agreement.doPhase(other, true);
            return agreement.generateSecret();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a private key that cannot be used", e);
        }
    }

    private static PublicKey pointAsKey(ECPoint point) {
        return P256.provided(() -> P256.keys().generatePublic(new ECPublicKeySpec(point, P256.curve())));
    }
}
