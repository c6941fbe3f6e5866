package dev.tryops.infra;

import static dev.tryops.infra.Mutations.remove;
import static dev.tryops.infra.Mutations.set;
import static dev.tryops.infra.Mutations.text;
import static dev.tryops.infra.Mutations.unset;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.registry.KeyPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Where models and predictions are kept. */
final class BucketRows {

    private static final String ACCOUNT = "${data.aws_caller_identity.caller.account_id}";
    private static final String MODELS = "sam-mlops-production-models-" + ACCOUNT;
    private static final String ENCRYPTION = "aws_s3_bucket_server_side_encryption_configuration";
    private static final String LIFECYCLE = "aws_s3_bucket_lifecycle_configuration";

    private BucketRows() {}

    static List<Row> rows() {
        return Stream.of(names(), safety(), accessLogs(), policies(), ages())
                .flatMap(List::stream)
                .toList();
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

    private static List<Row> accessLogs() {
        return List.of(
                new Row(
                        93,
                        "Accesses to models are recorded under s3-access-logs/",
                        all -> {
                            Resource logging = all.resource("aws_s3_bucket_logging", "buckets/models/logging");
                            assertThat(logging.text("target_prefix")).isEqualTo("s3-access-logs/");
                            assertThat(logging.text("target_bucket")).isEqualTo(id(bucket(all, "access-logs")));
                        },
                        remove("aws_s3_bucket_logging", "buckets/models/logging")),
                new Row(
                        94,
                        "S3 may deliver records of these buckets and this account, and nothing else may write there",
                        BucketRows::checkDelivery,
                        text(
                                "aws_s3_bucket_policy",
                                "buckets/access-logs/policy",
                                "policy",
                                "aws:SourceArn",
                                "aws:SourceOrgID")));
    }

    private static void checkDelivery(Synthesized all) {
        assertThat(allowed(all.resource("aws_s3_bucket_policy", "buckets/access-logs/policy")))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement.at("/Principal/Service").asString()).isEqualTo("logging.s3.amazonaws.com");
                    assertThat(Resource.texts(statement.path("Action"))).containsExactly("s3:PutObject");
                    assertThat(Resource.texts(statement.at("/Condition/ArnEquals/aws:SourceArn")))
                            .contains("arn:aws:s3:::" + MODELS);
                    assertThat(Resource.texts(statement.at("/Condition/StringEquals/aws:SourceAccount")))
                            .containsExactly(ACCOUNT);
                });
    }

    private static List<Row> policies() {
        return List.of(
                new Row(
                        95,
                        "No bucket answers without TLS",
                        all -> eachHas(
                                all,
                                "aws_s3_bucket_policy",
                                policy -> assertThat(policy.statements("policy"))
                                        .anySatisfy(BucketRows::deniesPlainTransport)),
                        text("aws_s3_bucket_policy", "buckets/models/policy", "policy", "\"false\"", "\"true\"")),
                new Row(
                        102,
                        "Pointers and their history, under the application's own prefix, are written only on a condition",
                        BucketRows::checkPointers,
                        text("aws_s3_bucket_policy", "buckets/models/policy", "policy", "s3:if-match", "s3:x-match")),
                new Row(
                        102,
                        "They are not deleted, in no version and by nobody",
                        BucketRows::checkPointersStay,
                        text(
                                "aws_s3_bucket_policy",
                                "buckets/models/policy",
                                "policy",
                                "s3:DeleteObjectVersion",
                                "s3:x")));
    }

    private static void deniesPlainTransport(JsonNode statement) {
        assertThat(statement.path("Effect").asString()).isEqualTo("Deny");
        assertThat(statement.path("Principal").asString("")).isEqualTo("*");
        assertThat(Resource.texts(statement.path("Action"))).containsExactly("s3:*");
        assertThat(Resource.texts(statement.at("/Condition/Bool/aws:SecureTransport")))
                .containsExactly("false");
        assertThat(statement.path("Resource").size()).isEqualTo(2);
    }

    private static void checkPointers(Synthesized all) {
        assertThat(denied(all, "s3:PutObject")).singleElement().satisfies(statement -> {
            assertThat(statement.at("/Condition").propertyNames()).containsExactly("Null");
            assertThat(statement.at("/Condition/Null").propertyNames())
                    .containsExactlyInAnyOrder("s3:if-match", "s3:if-none-match");
        });
    }

    private static void checkPointersStay(Synthesized all) {
        for (String action : List.of("s3:DeleteObject", "s3:DeleteObjectVersion")) {
            assertThat(denied(all, action))
                    .singleElement()
                    .satisfies(
                            statement -> assertThat(statement.has("Condition")).isFalse());
        }
    }

    /** The statements that deny everybody {@code action} on pointers. */
    private static List<JsonNode> denied(Synthesized all, String action) {
        return all.resource("aws_s3_bucket_policy", "buckets/models/policy")
                .statements("policy")
                .filter(statement -> statement.path("Effect").asString().equals("Deny")
                        && statement.path("Principal").asString("").equals("*")
                        && Resource.texts(statement.path("Action")).anyMatch(action::equals)
                        && Resource.texts(statement.path("Resource"))
                                .anyMatch(("arn:aws:s3:::" + MODELS + "/" + KeyPrefix.SERVING + "*")::equals))
                .toList();
    }

    private static List<Row> ages() {
        return List.of(
                new Row(
                        97,
                        "What was replaced or deleted in the bucket of models moves to Glacier after 90 days and goes"
                                + " after 365",
                        BucketRows::checkReplaced,
                        set(
                                LIFECYCLE,
                                "buckets/models/lifecycle",
                                "/rule/0/noncurrent_version_expiration/noncurrent_days",
                                30)),
                new Row(
                        98,
                        "No rule moves or removes what is current in the bucket of models",
                        all -> assertThat(rules(all, "models"))
                                .noneMatch(rule -> rule.has("expiration") || rule.has("transition")),
                        set(LIFECYCLE, "buckets/models/lifecycle", "/rule/0/expiration", Map.of("days", 365))),
                new Row(
                        99,
                        "In every bucket replaced versions go one day, and so does what abandoned uploads left",
                        all -> eachHas(all, LIFECYCLE, lifecycle -> {
                            assertThat(Resource.stream(lifecycle.at("/rule")))
                                    .anyMatch(rule -> rule.has("noncurrent_version_expiration"))
                                    .anyMatch(rule -> rule.has("abort_incomplete_multipart_upload"));
                        }),
                        unset(LIFECYCLE, "buckets/access-logs/lifecycle", "/rule/2/abort_incomplete_multipart_upload")),
                new Row(
                        99,
                        "Predictions and feedback go after a year, and what was found out about models stays",
                        all -> assertThat(rules(all, "predictions").stream()
                                        .filter(rule -> rule.has("expiration"))
                                        .map(rule -> rule.at("/filter/prefix").asString()
                                                + rule.at("/expiration/days").asInt()))
                                .containsExactlyInAnyOrder(KeyPrefix.PREDICTIONS + 365, KeyPrefix.FEEDBACK + 365),
                        set(LIFECYCLE, "buckets/predictions/lifecycle", "/rule/0/filter/prefix", "")));
    }

    private static void checkReplaced(Synthesized all) {
        assertThat(rules(all, "models").stream().filter(rule -> rule.has("noncurrent_version_transition")))
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.path("status").asString()).isEqualTo("Enabled");
                    JsonNode transition = rule.at("/noncurrent_version_transition/0");
                    assertThat(transition.path("storage_class").asString()).isEqualTo("GLACIER");
                    assertThat(transition.path("noncurrent_days").asInt()).isEqualTo(90);
                    assertThat(rule.at("/noncurrent_version_expiration/noncurrent_days")
                                    .asInt())
                            .isEqualTo(365);
                });
    }

    private static List<JsonNode> rules(Synthesized all, String name) {
        return Resource.stream(all.resource(LIFECYCLE, "buckets/" + name + "/lifecycle")
                        .at("/rule"))
                .toList();
    }

    private static void checkOwnKey(Synthesized all, String name) {
        Resource encryption = all.resource(ENCRYPTION, "buckets/" + name + "/encryption");
        JsonNode rule = encryption.at("/rule/0");
        assertThat(rule.at("/apply_server_side_encryption_by_default/sse_algorithm")
                        .asString())
                .isEqualTo("aws:kms");
        assertThat(rule.path("bucket_key_enabled").asBoolean(false)).isTrue();
        assertThat(NetworkRows.referred(all, encryption, "aws_kms_key")).isEqualTo(KeyRows.key(all, "s3"));
    }

    private static List<JsonNode> allowed(Resource policy) {
        return policy.statements("policy")
                .filter(statement -> statement.path("Effect").asString().equals("Allow"))
                .toList();
    }

    static Resource bucket(Synthesized all, String name) {
        return all.resource("aws_s3_bucket", "buckets/" + name + "/bucket");
    }

    private static String id(Resource resource) {
        return "${" + resource.address() + ".id}";
    }

    /** Every bucket, those of states too, has one {@code type} of its own, and that satisfies {@code check}. */
    private static void eachHas(Synthesized all, String type, Consumer<Resource> check) {
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
