package dev.tryops.infra.identity;

import dev.tryops.infra.settings.RoleName;
import java.util.List;

/** Who may sign manifests and pointers, and how. */
public final class SigningPolicies {

    /** Who publishes, and who promotes by hand. */
    public static final List<RoleName> SIGNERS = List.of(RoleName.TRAINING, RoleName.OPERATOR);

    private static final String ALGORITHM = "ECDSA_SHA_256";

    private SigningPolicies() {}

    /** Signing digests with the key {@code keyArn}, and knowing its public half: what programs do before they sign. */
    public static List<Statement> of(String keyArn) {
        return List.of(
                Statement.allow("Sign", "kms:Sign")
                        .on(keyArn)
                        .when(Condition.stringEquals("kms:SigningAlgorithm", ALGORITHM))
                        .when(Condition.stringEquals("kms:MessageType", "DIGEST")),
                Statement.allow("KnowPublicKey", "kms:GetPublicKey").on(keyArn));
    }
}
