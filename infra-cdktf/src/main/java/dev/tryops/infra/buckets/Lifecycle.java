package dev.tryops.infra.buckets;

import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRule;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleExpiration;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleFilter;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleNoncurrentVersionTransition;
import java.util.List;

/** Rules of buckets about age. Times are days. */
final class Lifecycle {

    /** After which an upload that was never completed is not coming back. */
    private static final int ABANDONED = 7;

    private Lifecycle() {}

    /** Removes what abandoned uploads left. */
    static S3BucketLifecycleConfigurationRule abandonedUploads() {
        return rule("abandoned-uploads", "")
                .abortIncompleteMultipartUpload(
                        S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload.builder()
                                .daysAfterInitiation(ABANDONED)
                                .build())
                .build();
    }

    /** Moves versions that were replaced or deleted to Glacier, and removes them later. */
    static S3BucketLifecycleConfigurationRule replaced(int toGlacier, int expiry) {
        return rule("replaced", "")
                .noncurrentVersionTransition(
                        List.of(S3BucketLifecycleConfigurationRuleNoncurrentVersionTransition.builder()
                                .noncurrentDays(toGlacier)
                                .storageClass("GLACIER")
                                .build()))
                .noncurrentVersionExpiration(gone(expiry))
                .build();
    }

    /** Removes versions that were replaced or deleted. */
    static S3BucketLifecycleConfigurationRule replaced(int expiry) {
        return rule("replaced", "").noncurrentVersionExpiration(gone(expiry)).build();
    }

    /** Removes everything under {@code prefix} when it is old. */
    static S3BucketLifecycleConfigurationRule old(String id, String prefix, int expiry) {
        return rule(id, prefix)
                .expiration(S3BucketLifecycleConfigurationRuleExpiration.builder()
                        .days(expiry)
                        .build())
                .build();
    }

    private static S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration gone(int days) {
        return S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration.builder()
                .noncurrentDays(days)
                .build();
    }

    private static S3BucketLifecycleConfigurationRule.Builder rule(String id, String prefix) {
        return S3BucketLifecycleConfigurationRule.builder()
                .id(id)
                .status("Enabled")
                .filter(S3BucketLifecycleConfigurationRuleFilter.builder()
                        .prefix(prefix)
                        .build());
    }
}
