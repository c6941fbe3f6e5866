package dev.tryops.infra.policy;

import java.util.stream.Stream;

/** Keys, logs and repositories of images as they should and should not be. */
final class KeyAndRegistryExamples {

    private KeyAndRegistryExamples() {}

    static Stream<Example> all() {
        return Stream.of(
                new Example(
                        "CKV_AWS_51",
                        "'aws_ecr_repository.r':{'image_tag_mutability':'IMMUTABLE'}",
                        "'aws_ecr_repository.r':{}"),
                new Example(
                        "CKV_AWS_136",
                        "'aws_ecr_repository.r':{'encryption_configuration':[{'encryption_type':'KMS','kms_key':'k'}]}",
                        "'aws_ecr_repository.r':{'encryption_configuration':[{'encryption_type':'AES256'}]}"),
                new Example(
                        "CKV_AWS_163",
                        "'aws_ecr_repository.r':{'image_scanning_configuration':{'scan_on_push':true}}",
                        "'aws_ecr_repository.r':{'image_scanning_configuration':{'scan_on_push':false}}"),
                new Example(
                        "CKV_AWS_7",
                        "'aws_kms_key.k':{'customer_master_key_spec':'ECC_NIST_P256','key_usage':'SIGN_VERIFY'},'aws_kms_key.s':{'enable_key_rotation':true}",
                        "'aws_kms_key.k':{}"),
                new Example(
                        "CKV_AWS_227", "'aws_kms_key.k':{'is_enabled':true}", "'aws_kms_key.k':{'is_enabled':false}"),
                new Example(
                        "CKV2_AWS_64",
                        "'aws_kms_key.k':{},'aws_kms_key_policy.p':{'key_id':'${aws_kms_key.k.id}'}",
                        "'aws_kms_key.k':{}"),
                new Example(
                        "CKV_AWS_66",
                        "'aws_cloudwatch_log_group.g':{'retention_in_days':7}",
                        "'aws_cloudwatch_log_group.g':{}"),
                new Example(
                        "CKV_AWS_158",
                        "'aws_cloudwatch_log_group.g':{'kms_key_id':'k'}",
                        "'aws_cloudwatch_log_group.g':{}"),
                new Example(
                        "CKV_AWS_338",
                        "'aws_cloudwatch_log_group.g':{'retention_in_days':'${var.days}'},'variable.days':{'default':365}",
                        "'aws_cloudwatch_log_group.g':{'retention_in_days':'${var.days}'},'variable.days':{'default':30}"));
    }
}
