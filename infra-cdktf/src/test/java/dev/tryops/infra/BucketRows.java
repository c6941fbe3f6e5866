package dev.tryops.infra;

import static dev.tryops.infra.Mutations.remove;
import static dev.tryops.infra.Mutations.set;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Where models and predictions are kept. */
final class BucketRows {

    static final String ACCOUNT = "${data.aws_caller_identity.caller.account_id}";
    static final String MODELS = "sam-mlops-production-models-" + ACCOUNT;
    private static final String ENCRYPTION = "aws_s3_bucket_server_side_encryption_configuration";

    private BucketRows() {}

    static List<Row> rows() {
        return Stream.of(names(), safety()).flatMap(List::stream).toList();
    }

    private static List<Row> names() {
        return List.of(
                new Row(
                        87,
                        "The bucket of models is named after prefix and account, which is no literal",
                        all -> assertThat(bucket(all, "models").text("bucket")).isEqualTo(MODELS),
                        set("aws_s3_bucket", "buckets/models/bucket", "/bucket", "sam-mlops-production-models-1")),
                new Row(
                        87,
                        "Predictions have a bucket of their own, named likewise",
                        all -> assertThat(bucket(all, "predictions").text("bucket"))
                                .isEqualTo("sam-mlops-production-predictions-" + ACCOUNT),
                        remove("aws_s3_bucket", "buckets/predictions/bucket")),
                new Row(
                        88,
                        "Records of accesses have a bucket beside that of models",
                        all -> assertThat(bucket(all, "access-logs").text("bucket"))
                                .isEqualTo(MODELS + "-logs"),
                        set("aws_s3_bucket", "buckets/access-logs/bucket", "/bucket", MODELS)));
    }

    private static List<Row> safety() {
        return List.of(
                new Row(
                        89,
                        "Every bucket keeps versions",
                        all -> eachHas(
                                all,
                                "aws_s3_bucket_versioning",
                                versioning -> assertThat(versioning
                                                .at("/versioning_configuration/status")
                                                .asString())
                                        .isEqualTo("Enabled")),
                        set(
                                "aws_s3_bucket_versioning",
                                "buckets/access-logs/versioning",
                                "/versioning_configuration/status",
                                "Suspended")),
                new Row(
                        90,
                        "Models and predictions are encrypted with the key of S3, through a key for the bucket",
                        all -> Stream.of("models", "predictions").forEach(name -> checkOwnKey(all, name)),
                        set(ENCRYPTION, "buckets/models/encryption", "/rule/0/bucket_key_enabled", false)),
                new Row(
                        91,
                        "Records of accesses are encrypted with S3's own keys, with which AWS promises to deliver them",
                        all -> assertThat(all.resource(ENCRYPTION, "buckets/access-logs/encryption")
                                        .at("/rule/0/apply_server_side_encryption_by_default/sse_algorithm")
                                        .asString())
                                .isEqualTo("AES256"),
                        set(
                                ENCRYPTION,
                                "buckets/access-logs/encryption",
                                "/rule/0/apply_server_side_encryption_by_default/sse_algorithm",
                                "aws:kms")),
                new Row(
                        92,
                        "No bucket can be made public in any of the four ways",
                        all -> eachHas(
                                all,
                                "aws_s3_bucket_public_access_block",
                                block -> assertThat(Stream.of(
                                                "block_public_acls",
                                                "block_public_policy",
                                                "ignore_public_acls",
                                                "restrict_public_buckets"))
                                        .allMatch(way -> block.body().path(way).asBoolean(false))),
                        set(
                                "aws_s3_bucket_public_access_block",
                                "buckets/models/public-access",
                                "/ignore_public_acls",
                                false)),
                new Row(
                        96,
                        "What is in a bucket belongs to its owner, and ACLs mean nothing",
                        all -> eachHas(
                                all,
                                "aws_s3_bucket_ownership_controls",
                                controls -> assertThat(controls.at("/rule/object_ownership")
                                                .asString())
                                        .isEqualTo("BucketOwnerEnforced")),
                        remove("aws_s3_bucket_ownership_controls", "buckets/models/ownership")),
                new Row(
                        100,
                        "A bucket with objects is not destroyed",
                        all -> assertThat(all.resources("aws_s3_bucket"))
                                .allSatisfy(bucket -> assertThat(
                                                bucket.at("/force_destroy").asBoolean(true))
                                        .isFalse()),
                        set("aws_s3_bucket", "buckets/models/bucket", "/force_destroy", true)),
                new Row(
                        101,
                        "Every bucket tells of its changes",
                        all -> eachHas(
                                all,
                                "aws_s3_bucket_notification",
                                events -> assertThat(events.at("/eventbridge").asBoolean(false))
                                        .isTrue()),
                        remove("aws_s3_bucket_notification", "buckets/models/events")));
    }

    private static void checkOwnKey(Synthesized all, String name) {
        Resource encryption = all.resource(ENCRYPTION, "buckets/" + name + "/encryption");
        JsonNode rule = encryption.at("/rule/0");
        assertThat(rule.at("/apply_server_side_encryption_by_default/sse_algorithm")
                        .asString())
                .isEqualTo("aws:kms");
        assertThat(rule.path("bucket_key_enabled").asBoolean(false)).isTrue();
        assertThat(all.referred(encryption, "aws_kms_key")).isEqualTo(KeyRows.key(all, "s3"));
    }

    static Resource bucket(Synthesized all, String name) {
        return all.resource("aws_s3_bucket", "buckets/" + name + "/bucket");
    }

    static String id(Resource resource) {
        return "${" + resource.address() + ".id}";
    }

    /** Every bucket, those of states too, has one {@code type} of its own, and that satisfies {@code check}. */
    static void eachHas(Synthesized all, String type, Consumer<Resource> check) {
        List<String> missing = new ArrayList<>();
        for (Resource bucket : all.resources("aws_s3_bucket")) {
            List<Resource> there = all.resources(type).stream()
                    .filter(resource -> resource.stack().equals(bucket.stack())
                            && resource.text("bucket").equals(id(bucket)))
                    .toList();
            if (there.size() == 1) {
                check.accept(there.getFirst());
            } else {
                missing.add(bucket + " has " + there.size());
            }
        }
        assertThat(missing).as(type).isEmpty();
        assertThat(all.resources("aws_s3_bucket")).hasSizeGreaterThanOrEqualTo(5);
    }
}
