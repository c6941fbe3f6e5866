package dev.tryops.registry.kms;

import dev.tryops.model.Sha256;
import dev.tryops.registry.P256;
import dev.tryops.registry.Signer;
import dev.tryops.registry.StoreUnavailable;
import java.security.PublicKey;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/**
 * Signs with a key of AWS KMS ({@code ECC_NIST_P256}, {@code SIGN_VERIFY}), which never leaves it. Only digests are sent.
 * Needs {@code kms:Sign} and {@code kms:GetPublicKey}.
 */
final class KmsSigner implements Signer {

    private final KmsClient kms;
    private final String key;
    private volatile @Nullable PublicKey publicKey;

    /** {@code key} is an alias, an id or an ARN, as KMS takes it. It is first asked for when something is to be signed. */
    KmsSigner(KmsClient kms, String key) {
        this.kms = kms;
        this.key = key;
    }

    @Override
    public PublicKey publicKey() {
        PublicKey known = publicKey;
        if (known == null) {
            known = fetched();
            publicKey = known;
        }
        return known;
    }

    private PublicKey fetched() {
        byte[] der = ask(() -> kms.getPublicKey(request -> request.keyId(key)))
                .publicKey()
                .asByteArray();
        try {
            return P256.publicKey(der);
        } catch (IllegalArgumentException e) {
            throw new StoreUnavailable("The KMS key " + key + " is " + e.getMessage() + "; nothing was signed", e);
        }
    }

    @Override
    public byte[] sign(byte[] bytes) {
        byte[] digest = Sha256.newDigest().digest(bytes);
        return ask(() -> kms.sign(request -> request.keyId(key)
                        .message(SdkBytes.fromByteArray(digest))
                        .messageType(MessageType.DIGEST)
                        .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256)))
                .signature()
                .asByteArray();
    }

    private <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (SdkException e) {
            throw new StoreUnavailable(
                    "The KMS key %s cannot be used, and nothing was signed: %s".formatted(key, sentence(e)), e);
        }
    }

    private static String sentence(SdkException e) {
        return e instanceof AwsServiceException answered && answered.awsErrorDetails() != null
                ? "%s (HTTP %d)".formatted(answered.awsErrorDetails().errorCode(), answered.statusCode())
                : String.valueOf(e.getMessage());
    }
}
