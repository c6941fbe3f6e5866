package dev.tryops.infra.policy;

import static dev.tryops.infra.policy.Rule.among;
import static dev.tryops.infra.policy.Rule.each;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Buckets, each with the resources that say how it behaves. */
final class BucketRules {

    private static final String BUCKET = "aws_s3_bucket";
    private static final String ACL = "aws_s3_bucket_acl";
    private static final String BLOCK = "aws_s3_bucket_public_access_block";
    private static final String ALGORITHM = "rule.apply_server_side_encryption_by_default.sse_algorithm";
    private static final String EVERYONE = "http://acs.amazonaws.com/groups/global/AllUsers";
    private static final String EVERY_CUSTOMER = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";
    private static final Set<String> PUBLIC_TO_READ = Set.of("public-read", "public-read-write", "authenticated-read");
    private static final Set<String> WRITES_POLICY =
            Set.of("s3:putbucketpolicy", "s3:*bucketpolicy", "s3:put*", "s3:*", "*");

    private BucketRules() {}

    static List<Rule> all() {
        return Stream.of(kept(), encrypted(), closed(), policies())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Rule> kept() {
        return List.of(
                with("CKV_AWS_18", "Who reads and writes a bucket is logged", "aws_s3_bucket_logging", logging -> true),
                with(
                        "CKV_AWS_21",
                        "A bucket keeps old versions",
                        "aws_s3_bucket_versioning",
                        one -> one.is("versioning_configuration.status", "Enabled")),
                each(
                        "CKV_AWS_143",
                        "A bucket's object lock, where there is one, is on",
                        BUCKET,
                        bucket -> bucket.blocks("object_lock_configuration")
                                        .findAny()
                                        .isEmpty()
                                || bucket.is("object_lock_configuration.object_lock_enabled", "Enabled")),
                with(
                        "CKV_AWS_144",
                        "A bucket is copied to another region",
                        "aws_s3_bucket_replication_configuration",
                        copy -> copy.blocks("rule").anyMatch(rule -> isEnabled(rule))),
                with(
                        "CKV2_AWS_61",
                        "A bucket says how long it keeps what",
                        "aws_s3_bucket_lifecycle_configuration",
                        lifecycle -> lifecycle.blocks("rule").anyMatch(BucketRules::isEnabled)),
                each(
                        "CKV_AWS_300",
                        "Uploads that nobody finished are removed, under every key",
                        "aws_s3_bucket_lifecycle_configuration",
                        lifecycle -> lifecycle.blocks("rule").anyMatch(BucketRules::endsEveryUpload)),
                with("CKV2_AWS_62", "A bucket tells of what happens in it", "aws_s3_bucket_notification", one -> true));
    }

    private static List<Rule> encrypted() {
        String encryption = "aws_s3_bucket_server_side_encryption_configuration";
        return List.of(
                with(
                        "CKV_AWS_19",
                        "A bucket encrypts what it holds",
                        encryption,
                        one -> one.is(ALGORITHM, "aws:kms") || one.is(ALGORITHM, "AES256")),
                with(
                        "CKV_AWS_145",
                        "A bucket encrypts what it holds with a key of ours",
                        encryption,
                        one -> one.is(ALGORITHM, "aws:kms")
                                && one.has("rule.apply_server_side_encryption_by_default.kms_master_key_id")));
    }

    private static List<Rule> closed() {
        return List.of(
                with(
                        "CKV2_AWS_6",
                        "A bucket is closed to the public",
                        BLOCK,
                        block -> block.isTrue("block_public_acls") && block.isTrue("block_public_policy")),
                each("CKV_AWS_53", "A bucket blocks public ACLs", BLOCK, block -> block.isTrue("block_public_acls")),
                each(
                        "CKV_AWS_54",
                        "A bucket blocks public policies",
                        BLOCK,
                        block -> block.isTrue("block_public_policy")),
                each("CKV_AWS_55", "A bucket ignores public ACLs", BLOCK, block -> block.isTrue("ignore_public_acls")),
                each(
                        "CKV_AWS_56",
                        "A bucket with a public policy is closed all the same",
                        BLOCK,
                        block -> block.isTrue("restrict_public_buckets")),
                each(
                        "CKV_AWS_20",
                        "No ACL lets the public read",
                        Set.of(BUCKET, ACL),
                        acl -> !PUBLIC_TO_READ.contains(Resource.text(acl.get("acl")))),
                each(
                        "CKV_AWS_57",
                        "No ACL lets the public write",
                        Set.of(BUCKET, ACL),
                        acl -> !acl.is("acl", "public-read-write")),
                each("CKV_AWS_375", "No ACL names everyone", ACL, acl -> !grantsTo(acl, EVERYONE)),
                each("CKV2_AWS_43", "No ACL names every customer of AWS", ACL, acl -> !grantsTo(acl, EVERY_CUSTOMER)),
                with(
                        "CKV2_AWS_65",
                        "A bucket has no ACLs at all",
                        "aws_s3_bucket_ownership_controls",
                        one -> one.is("rule.object_ownership", "BucketOwnerEnforced")));
    }

    private static List<Rule> policies() {
        String policy = "aws_s3_bucket_policy";
        return List.of(
                each(
                        "CKV_AWS_70",
                        "A bucket's policy allows nothing to everyone",
                        policy,
                        one -> PolicyText.of(one, "policy").isKnown()
                                && PolicyText.of(one, "policy").allows().noneMatch(PolicyText.Part::isForEveryone)),
                each(
                        "CKV_AWS_93",
                        "A bucket's policy can still be changed",
                        policy,
                        one -> PolicyText.of(one, "policy").isKnown()
                                && PolicyText.of(one, "policy").denies().noneMatch(BucketRules::locksOut)),
                with(
                        "CKV_AWS_379",
                        "A bucket refuses plain HTTP",
                        policy,
                        one -> PolicyText.of(one, "policy").denies().anyMatch(BucketRules::refusesPlainHttp)));
    }

    /** For every bucket, one of a type that is about this bucket, and not one that only sends something there. */
    private static Rule with(String id, String says, String type, Predicate<Resource> holds) {
        return among(
                id,
                says,
                BUCKET,
                (template, bucket) -> template.referring(bucket, type)
                        .filter(one -> References.refers(one.written().path("bucket"), bucket.address()))
                        .anyMatch(holds));
    }

    private static boolean isEnabled(JsonNode rule) {
        return Resource.text(rule.path("status")).equals("Enabled");
    }

    private static boolean endsEveryUpload(JsonNode rule) {
        boolean everywhere = rule.path("prefix").asString("").isEmpty()
                && Resource.blocks(rule, "filter").allMatch(BucketRules::isEmpty);
        return isEnabled(rule)
                && everywhere
                && Resource.blocks(rule, "abort_incomplete_multipart_upload")
                        .findAny()
                        .isPresent();
    }

    private static boolean isEmpty(JsonNode node) {
        return node.isContainer()
                ? node.valueStream().allMatch(BucketRules::isEmpty)
                : Resource.text(node).isEmpty();
    }

    private static boolean grantsTo(Resource acl, String group) {
        return acl.blocks("access_control_policy")
                .flatMap(policy -> Resource.blocks(policy, "grant"))
                .flatMap(grant -> Resource.blocks(grant, "grantee"))
                .anyMatch(grantee -> Resource.text(grantee.path("uri")).equals(group));
    }

    private static boolean locksOut(PolicyText.Part part) {
        return part.isForEveryone() && !part.hasCondition() && part.hasAny(WRITES_POLICY);
    }

    private static boolean refusesPlainHttp(PolicyText.Part part) {
        return part.isForEveryone()
                && part.actions().contains("s3:*")
                && part.conditions()
                        .anyMatch(condition -> condition.operator().equals("Bool")
                                && condition.key().toLowerCase(Locale.ROOT).equals("aws:securetransport")
                                && condition.values().equals(List.of("false")));
    }
}
