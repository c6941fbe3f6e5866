package dev.tryops.infra.policy;

import java.util.stream.Stream;

/** Buckets as they should and should not be. */
final class BucketExamples {

    private BucketExamples() {}

    static Stream<Example> all() {
        return Stream.of(
                new Example(
                        "CKV_AWS_18",
                        "'aws_s3_bucket.b':{},'aws_s3_bucket_logging.x':{'bucket':'${aws_s3_bucket.b.id}','target_bucket':'l'}",
                        "'aws_s3_bucket.b':{},'aws_s3_bucket_logging.x':{'bucket':'${aws_s3_bucket.other.id}','target_bucket':'${aws_s3_bucket.b.id}'}"),
                new Example(
                        "CKV_AWS_21",
                        "'aws_s3_bucket.b':{},'aws_s3_bucket_versioning.x':{'bucket':'${aws_s3_bucket.b.id}','versioning_configuration':{'status':'Enabled'}}",
                        "'aws_s3_bucket.b':{},'aws_s3_bucket_versioning.x':{'bucket':'${aws_s3_bucket.b.id}','versioning_configuration':{'status':'Suspended'}}"),
                new Example(
                        "CKV_AWS_143",
                        "'aws_s3_bucket.b':{}",
                        "'aws_s3_bucket.b':{'object_lock_configuration':{'object_lock_enabled':'no'}}"),
                new Example(
                        "CKV_AWS_144",
                        "'aws_s3_bucket.b':{},'aws_s3_bucket_replication_configuration.x':{'bucket':'${aws_s3_bucket.b.id}','rule':[{'status':'Enabled'}]}",
                        "'aws_s3_bucket.b':{}"),
                new Example(
                        "CKV2_AWS_61",
                        "'aws_s3_bucket.b':{},'aws_s3_bucket_lifecycle_configuration.x':{'bucket':'${aws_s3_bucket.b.id}','rule':[{'status':'Enabled'}]}",
                        "'aws_s3_bucket.b':{}"),
                new Example(
                        "CKV_AWS_300",
                        "'aws_s3_bucket_lifecycle_configuration.l':{'rule':[{'status':'Enabled','filter':{},'abort_incomplete_multipart_upload':{'days_after_initiation':7}}]}",
                        "'aws_s3_bucket_lifecycle_configuration.l':{'rule':[{'status':'Enabled','filter':{'prefix':'models/'},'abort_incomplete_multipart_upload':{'days_after_initiation':7}}]}"),
                new Example(
                        "CKV2_AWS_62",
                        "'aws_s3_bucket.b':{},'aws_s3_bucket_notification.x':{'bucket':'${aws_s3_bucket.b.id}','eventbridge':true}",
                        "'aws_s3_bucket.b':{}"),
                new Example(
                        "CKV_AWS_19",
                        "'aws_s3_bucket.b':{},'aws_s3_bucket_server_side_encryption_configuration.x':{'bucket':'${aws_s3_bucket.b.id}','rule':[{'apply_server_side_encryption_by_default':{'sse_algorithm':'AES256'}}]}",
                        "'aws_s3_bucket.b':{}"),
                new Example(
                        "CKV_AWS_145",
                        "'aws_s3_bucket.b':{},'aws_s3_bucket_server_side_encryption_configuration.x':{'bucket':'${aws_s3_bucket.b.id}','rule':[{'apply_server_side_encryption_by_default':{'sse_algorithm':'aws:kms','kms_master_key_id':'k'}}]}",
                        "'aws_s3_bucket.b':{},'aws_s3_bucket_server_side_encryption_configuration.x':{'bucket':'${aws_s3_bucket.b.id}','rule':[{'apply_server_side_encryption_by_default':{'sse_algorithm':'AES256'}}]}"),
                new Example(
                        "CKV2_AWS_6",
                        "'aws_s3_bucket.b':{},'aws_s3_bucket_public_access_block.x':{'bucket':'${aws_s3_bucket.b.id}','block_public_acls':true,'block_public_policy':true}",
                        "'aws_s3_bucket.b':{},'aws_s3_bucket_public_access_block.x':{'bucket':'${aws_s3_bucket.b.id}','block_public_acls':true,'block_public_policy':false}"),
                new Example(
                        "CKV_AWS_53",
                        "'aws_s3_bucket_public_access_block.x':{'block_public_acls':true}",
                        "'aws_s3_bucket_public_access_block.x':{}"),
                new Example(
                        "CKV_AWS_54",
                        "'aws_s3_bucket_public_access_block.x':{'block_public_policy':true}",
                        "'aws_s3_bucket_public_access_block.x':{}"),
                new Example(
                        "CKV_AWS_55",
                        "'aws_s3_bucket_public_access_block.x':{'ignore_public_acls':true}",
                        "'aws_s3_bucket_public_access_block.x':{}"),
                new Example(
                        "CKV_AWS_56",
                        "'aws_s3_bucket_public_access_block.x':{'restrict_public_buckets':true}",
                        "'aws_s3_bucket_public_access_block.x':{}"),
                new Example(
                        "CKV_AWS_20",
                        "'aws_s3_bucket_acl.a':{'acl':'private'}",
                        "'aws_s3_bucket_acl.a':{'acl':'public-read'}"),
                new Example(
                        "CKV_AWS_57",
                        "'aws_s3_bucket_acl.a':{'acl':'public-read'}",
                        "'aws_s3_bucket.b':{'acl':'public-read-write'}"),
                new Example(
                        "CKV_AWS_375",
                        "'aws_s3_bucket_acl.a':{'acl':'private'}",
                        "'aws_s3_bucket_acl.a':{'access_control_policy':{'grant':[{'grantee':{'type':'Group','uri':'http://acs.amazonaws.com/groups/global/AllUsers'},'permission':'READ'}]}}"),
                new Example(
                        "CKV2_AWS_43",
                        "'aws_s3_bucket_acl.a':{'acl':'private'}",
                        "'aws_s3_bucket_acl.a':{'access_control_policy':{'grant':[{'grantee':{'type':'Group','uri':'http://acs.amazonaws.com/groups/global/AuthenticatedUsers'},'permission':'READ'}]}}"),
                new Example(
                        "CKV2_AWS_65",
                        "'aws_s3_bucket.b':{},'aws_s3_bucket_ownership_controls.x':{'bucket':'${aws_s3_bucket.b.id}','rule':{'object_ownership':'BucketOwnerEnforced'}}",
                        "'aws_s3_bucket.b':{},'aws_s3_bucket_ownership_controls.x':{'bucket':'${aws_s3_bucket.b.id}','rule':{'object_ownership':'ObjectWriter'}}"));
    }
}
