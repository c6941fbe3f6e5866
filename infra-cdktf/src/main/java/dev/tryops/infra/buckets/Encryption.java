package dev.tryops.infra.buckets;

import com.hashicorp.cdktf.providers.aws.s3_bucket_server_side_encryption_configuration.S3BucketServerSideEncryptionConfigurationRuleA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_server_side_encryption_configuration.S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA;

/** What a bucket encrypts with. */
sealed interface Encryption {

    /** A key of our own; one data key for the bucket, so that not every request asks KMS. */
    record OwnKey(String arn) implements Encryption {}

    /** S3's keys: for access logs, whose delivery AWS promises with these alone. */
    record S3Managed() implements Encryption {}

    default S3BucketServerSideEncryptionConfigurationRuleA rule() {
        var algorithm = S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA.builder();
        return switch (this) {
            case OwnKey(String arn) ->
                S3BucketServerSideEncryptionConfigurationRuleA.builder()
                        .applyServerSideEncryptionByDefault(algorithm
                                .sseAlgorithm("aws:kms")
                                .kmsMasterKeyId(arn)
                                .build())
                        .bucketKeyEnabled(true)
                        .build();
            case S3Managed() ->
                S3BucketServerSideEncryptionConfigurationRuleA.builder()
                        .applyServerSideEncryptionByDefault(
                                algorithm.sseAlgorithm("AES256").build())
                        .build();
        };
    }
}
