package dev.tryops.infra.keys;

import com.hashicorp.cdktf.providers.aws.kms_alias.KmsAlias;
import com.hashicorp.cdktf.providers.aws.kms_key.KmsKey;
import dev.tryops.infra.identity.PolicyDocument;
import software.constructs.Construct;

/** A key of KMS under a name that programs and people know. */
final class Key extends Construct {

    /** Days between the order to delete a key and its end; the most that KMS grants. */
    private static final int DELETION_WINDOW = 30;

    private final KmsKey key;

    private Key(Construct scope, String id, String alias, KmsKey key) {
        super(scope, id);
        this.key = key;
        KmsAlias.Builder.create(this, "alias")
                .name(alias)
                .targetKeyId(key.getKeyId())
                .build();
    }

    /** One that encrypts, and is replaced every year while old data stays readable. */
    static Key encrypting(Construct scope, String id, String alias, String description, PolicyDocument policy) {
        return new Key(
                scope,
                id,
                alias,
                builder(scope, id, description, policy).enableKeyRotation(true).build());
    }

    /** One that signs; KMS rotates none of these. */
    static Key signing(Construct scope, String id, String alias, String description, PolicyDocument policy) {
        return new Key(
                scope,
                id,
                alias,
                builder(scope, id, description, policy)
                        .customerMasterKeySpec("ECC_NIST_P256")
                        .keyUsage("SIGN_VERIFY")
                        .enableKeyRotation(false)
                        .build());
    }

    private static KmsKey.Builder builder(Construct scope, String id, String description, PolicyDocument policy) {
        return KmsKey.Builder.create(scope, id + "-key")
                .description(description)
                .deletionWindowInDays(DELETION_WINDOW)
                .policy(policy.json());
    }

    String arn() {
        return key.getArn();
    }

    KmsKey resource() {
        return key;
    }
}
