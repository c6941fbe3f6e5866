package dev.tryops.infra.buckets;

import com.hashicorp.cdktf.providers.aws.s3_bucket.S3Bucket;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfiguration;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRule;
import com.hashicorp.cdktf.providers.aws.s3_bucket_logging.S3BucketLoggingA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_notification.S3BucketNotification;
import com.hashicorp.cdktf.providers.aws.s3_bucket_ownership_controls.S3BucketOwnershipControls;
import com.hashicorp.cdktf.providers.aws.s3_bucket_ownership_controls.S3BucketOwnershipControlsRule;
import com.hashicorp.cdktf.providers.aws.s3_bucket_policy.S3BucketPolicy;
import com.hashicorp.cdktf.providers.aws.s3_bucket_public_access_block.S3BucketPublicAccessBlock;
import com.hashicorp.cdktf.providers.aws.s3_bucket_server_side_encryption_configuration.S3BucketServerSideEncryptionConfigurationA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_versioning.S3BucketVersioningA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_versioning.S3BucketVersioningVersioningConfiguration;
import dev.tryops.infra.identity.Arns;
import dev.tryops.infra.identity.Condition;
import dev.tryops.infra.identity.PolicyDocument;
import dev.tryops.infra.identity.Principal;
import dev.tryops.infra.identity.Statement;
import java.util.List;
import java.util.stream.Stream;
import software.constructs.Construct;

/**
 * What all buckets have: every version kept, everything encrypted, nothing public, no ACLs, no transport in the clear, and
 * events for whoever wants to follow them.
 */
final class SecureBucket extends Construct {

    private final String name;
    private final S3Bucket bucket;
    private final S3BucketVersioningA versioning;
    private final S3BucketPublicAccessBlock closed;

    /** @param destroyable whether {@code terraform destroy} may take what is in it along */
    SecureBucket(Construct scope, String id, String name, Encryption encryption, boolean destroyable) {
        super(scope, id);
        this.name = name;
        bucket = S3Bucket.Builder.create(this, "bucket")
                .bucket(name)
                .forceDestroy(destroyable)
                .build();
        versioning = S3BucketVersioningA.Builder.create(this, "versioning")
                .bucket(bucket.getId())
                .versioningConfiguration(S3BucketVersioningVersioningConfiguration.builder()
                        .status("Enabled")
                        .build())
                .build();
        S3BucketServerSideEncryptionConfigurationA.Builder.create(this, "encryption")
                .bucket(bucket.getId())
                .rule(List.of(encryption.rule()))
                .build();
        closed = S3BucketPublicAccessBlock.Builder.create(this, "public-access")
                .bucket(bucket.getId())
                .blockPublicAcls(true)
                .blockPublicPolicy(true)
                .ignorePublicAcls(true)
                .restrictPublicBuckets(true)
                .build();
        S3BucketOwnershipControls.Builder.create(this, "ownership")
                .bucket(bucket.getId())
                .rule(S3BucketOwnershipControlsRule.builder()
                        .objectOwnership("BucketOwnerEnforced")
                        .build())
                .build();
        S3BucketNotification.Builder.create(this, "events")
                .bucket(bucket.getId())
                .eventbridge(true)
                .build();
    }

    /** Sets the bucket's policy: only over TLS, and what else {@code statements} say. */
    SecureBucket policy(Statement... statements) {
        Statement tls = Statement.deny("DenyInsecureTransport", "s3:*")
                .on(Arns.bucket(name), Arns.objects(name, ""))
                .by(new Principal.Anybody())
                .when(Condition.isFalse("aws:SecureTransport"));
        S3BucketPolicy.Builder.create(this, "policy")
                .bucket(bucket.getId())
                .policy(new PolicyDocument(Stream.concat(Stream.of(tls), Stream.of(statements))
                                .toList())
                        .json())
                .dependsOn(List.of(closed)) // S3 refuses two changes of a bucket's openness at once
                .build();
        return this;
    }

    SecureBucket lifecycle(S3BucketLifecycleConfigurationRule... rules) {
        S3BucketLifecycleConfiguration.Builder.create(this, "lifecycle")
                .bucket(bucket.getId())
                .rule(List.of(rules))
                .dependsOn(List.of(versioning)) // without versions there is nothing to replace
                .build();
        return this;
    }

    /** Records every access in {@code logs}, under {@code prefix}. */
    SecureBucket logTo(SecureBucket logs, String prefix) {
        S3BucketLoggingA.Builder.create(this, "logging")
                .bucket(bucket.getId())
                .targetBucket(logs.bucket.getId())
                .targetPrefix(prefix)
                .build();
        return this;
    }

    String name() {
        return bucket.getBucket();
    }

    String arn() {
        return bucket.getArn();
    }

    S3Bucket resource() {
        return bucket;
    }
}
