package dev.tryops.infra;

import static dev.tryops.infra.Mutations.remove;
import static dev.tryops.infra.Mutations.set;
import static dev.tryops.infra.Mutations.text;
import static dev.tryops.infra.Mutations.unset;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.registry.KeyPrefix;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What buckets allow, record and forget. */
final class BucketRuleRows {

    private static final String ACCOUNT = BucketRows.ACCOUNT;
    private static final String MODELS = BucketRows.MODELS;
    private static final String LIFECYCLE = "aws_s3_bucket_lifecycle_configuration";

    private BucketRuleRows() {}

    static List<Row> rows() {
        return Stream.of(accessLogs(), policies(), ages()).flatMap(List::stream).toList();
    }

    private static List<Row> accessLogs() {
        return List.of(
                new Row(
                        93,
                        "Accesses to models are recorded under s3-access-logs/",
                        all -> {
                            Resource logging = all.resource("aws_s3_bucket_logging", "buckets/models/logging");
                            assertThat(logging.text("target_prefix")).isEqualTo("s3-access-logs/");
                            assertThat(logging.text("target_bucket"))
                                    .isEqualTo(BucketRows.id(BucketRows.bucket(all, "access-logs")));
                        },
                        remove("aws_s3_bucket_logging", "buckets/models/logging")),
                new Row(
                        94,
                        "S3 may deliver records of these buckets and this account, and nothing else may write there",
                        BucketRuleRows::checkDelivery,
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
                        all -> BucketRows.eachHas(
                                all,
                                "aws_s3_bucket_policy",
                                policy -> assertThat(policy.statements("policy"))
                                        .anySatisfy(BucketRuleRows::deniesPlainTransport)),
                        text("aws_s3_bucket_policy", "buckets/models/policy", "policy", "\"false\"", "\"true\"")),
                new Row(
                        102,
                        "Pointers and their history, under the application's own prefix, are written only on a condition",
                        BucketRuleRows::checkPointers,
                        text("aws_s3_bucket_policy", "buckets/models/policy", "policy", "s3:if-match", "s3:x-match")),
                new Row(
                        102,
                        "They are not deleted, in no version and by nobody",
                        BucketRuleRows::checkPointersStay,
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
                        BucketRuleRows::checkReplaced,
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
                        all -> BucketRows.eachHas(all, LIFECYCLE, lifecycle -> {
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

    private static List<JsonNode> allowed(Resource policy) {
        return policy.statements("policy")
                .filter(statement -> statement.path("Effect").asString().equals("Allow"))
                .toList();
    }
}
