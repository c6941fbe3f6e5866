package dev.tryops.infra;

import static dev.tryops.infra.Mutations.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.infra.settings.Environments;
import dev.tryops.infra.settings.InfraSettings;
import dev.tryops.infra.settings.Options;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The roles of what serves and of what trains. */
final class ProgramRoleRows {

    private static final String ROLE = "aws_iam_role";
    private static final String POLICY = "aws_iam_role_policy";
    private static final String S3_KEY = "${data.terraform_remote_state.foundation_state.outputs.s3_key_arn}";
    static final String ACCOUNT = "${data.aws_caller_identity.caller.account_id}";
    static final String MODELS = "arn:aws:s3:::sam-mlops-production-models-" + ACCOUNT;
    static final String PREDICTIONS = "arn:aws:s3:::sam-mlops-production-predictions-" + ACCOUNT;

    private ProgramRoleRows() {}

    static List<Row> rows() {
        return Stream.of(api(), training(), metrics()).flatMap(List::stream).toList();
    }

    private static List<Row> api() {
        return List.of(
                new Row(
                        116,
                        "The service's role is taken by api-service-account in mlops",
                        all -> PodRoleRows.checkSubject(
                                SynthesizedRole.named(all, "api-service-account-role"),
                                "system:serviceaccount:mlops:api-service-account"),
                        text(ROLE, "api-service-account/role", "assume_role_policy", "mlops:api", "default:api")),
                new Row(
                        117,
                        "The service reads models, and never writes or removes one",
                        all -> assertThat(actionsOn(SynthesizedRole.named(all, "api-service-account-role"), MODELS))
                                .containsExactly("s3:GetObject", "s3:ListBucket"),
                        text(
                                POLICY,
                                "api-service-account/store",
                                "policy",
                                "\"s3:GetObject\"",
                                "\"s3:GetObject\",\"s3:PutObject\"")),
                new Row(
                        117,
                        "The service lists what it reads, by prefixes",
                        all -> assertThat(
                                        Resource.texts(listing(SynthesizedRole.named(all, "api-service-account-role"))))
                                .isNotEmpty()
                                .contains("serving/*")
                                .allMatch(prefix -> prefix.matches("[a-z]+/(history/)?\\*")),
                        text(POLICY, "api-service-account/store", "policy", "\"serving/*\"", "\"*\"")),
                new Row(
                        117,
                        "The service writes what it answered and was told, into a bucket of its own",
                        all -> assertThat(
                                        SynthesizedRole.resources(SynthesizedRole.named(all, "api-service-account-role")
                                                .allowing("s3:PutObject")))
                                .containsExactlyInAnyOrder(PREDICTIONS + "/predictions/*", PREDICTIONS + "/feedback/*"),
                        text(POLICY, "api-service-account/store", "policy", "/predictions/*", "/*")),
                new Row(
                        118,
                        "The service uses the key of the buckets and no other, through S3, and for models only to decrypt",
                        all -> {
                            SynthesizedRole role = SynthesizedRole.named(all, "api-service-account-role");
                            checkKey(role);
                            assertThat(keyActions(role, MODELS)).containsExactly("kms:Decrypt");
                        },
                        text(POLICY, "api-service-account/store", "policy", "kms:ViaService", "kms:CallerAccount")));
    }

    private static List<Row> training() {
        return List.of(
                new Row(
                        120,
                        "The training job's role is taken by training-service-account in mlops",
                        all -> PodRoleRows.checkSubject(
                                SynthesizedRole.named(all, "training-service-account-role"),
                                "system:serviceaccount:mlops:training-service-account"),
                        text(ROLE, "training-service-account/role", "assume_role_policy", "mlops:", "mlops-training:")),
                new Row(
                        121,
                        "Training reads and writes models, and removes none",
                        all -> assertThat(
                                        actionsOn(SynthesizedRole.named(all, "training-service-account-role"), MODELS))
                                .containsExactly("s3:GetObject", "s3:ListBucket", "s3:PutObject"),
                        text(
                                POLICY,
                                "training-service-account/store",
                                "policy",
                                "\"s3:PutObject\"",
                                "\"s3:PutObject\",\"s3:DeleteObject\"")),
                new Row(
                        122,
                        "Training encrypts and decrypts models with the key of the buckets",
                        all -> {
                            SynthesizedRole role = SynthesizedRole.named(all, "training-service-account-role");
                            checkKey(role);
                            assertThat(keyActions(role, MODELS))
                                    .containsExactlyInAnyOrder("kms:Decrypt", "kms:GenerateDataKey");
                        },
                        text(POLICY, "training-service-account/store", "policy", "kms:GenerateDataKey", "kms:Encrypt")),
                new Row(
                        122,
                        "Training signs digests with the signing key; of the programs, no other does",
                        all -> assertThat(signers(all, "service-account-role"))
                                .containsExactly("sam-mlops-production-training-service-account-role"),
                        text(POLICY, "api-service-account/store", "policy", "kms:Decrypt", "kms:Sign")));
    }

    private static List<Row> metrics() {
        return List.of(
                new Row(
                        119,
                        "The service writes metrics to CloudWatch only where an exporter is on, under MLOps/API",
                        all -> checkMetrics(all, "api-service-account-role", "MLOps/API"),
                        text(
                                POLICY,
                                "api-service-account/store",
                                "policy",
                                "s3:GetObject",
                                "cloudwatch:PutMetricData")),
                new Row(
                        123,
                        "Training writes metrics to CloudWatch only where an exporter is on, under MLOps/Training",
                        all -> checkMetrics(all, "training-service-account-role", "MLOps/Training"),
                        text(
                                POLICY,
                                "training-service-account/sign",
                                "policy",
                                "kms:Sign",
                                "cloudwatch:PutMetricData")));
    }

    private static void checkMetrics(Synthesized all, String role, String namespace) {
        assertThat(SynthesizedRole.named(all, role).actions()).doesNotContain("cloudwatch:PutMetricData");
        InfraSettings settings = Environments.PRODUCTION.settings();
        Synthesized exporting = Synthesized.of(settings.with(new Options(true, false)));
        assertThat(SynthesizedRole.named(exporting, role)
                        .allowing("cloudwatch:PutMetricData")
                        .at("/Condition/StringEquals")
                        .toString())
                .isEqualTo("{\"cloudwatch:namespace\":[\"%s\"]}".formatted(namespace));
    }

    /** What a role may do with objects of a bucket, and with the bucket itself. */
    private static List<String> actionsOn(SynthesizedRole role, String bucket) {
        return role.statements().stream()
                .filter(statement -> SynthesizedRole.resources(statement).stream()
                        .anyMatch(arn -> arn.equals(bucket) || arn.startsWith(bucket + "/")))
                .flatMap(SynthesizedRole::actions)
                .distinct()
                .sorted()
                .toList();
    }

    private static JsonNode listing(SynthesizedRole role) {
        return role.statements().stream()
                .filter(statement -> SynthesizedRole.resources(statement).equals(List.of(MODELS)))
                .map(statement -> statement.at("/Condition/StringLikeIfExists/s3:prefix"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(role.role() + " may not list models"));
    }

    private static void checkKey(SynthesizedRole role) {
        assertThat(role.statements())
                .filteredOn(statement ->
                        SynthesizedRole.actions(statement).anyMatch(action -> action.matches("kms:(De|En|Gen|Re).*")))
                .isNotEmpty()
                .allSatisfy(statement -> {
                    assertThat(SynthesizedRole.resources(statement)).containsExactly(S3_KEY);
                    assertThat(statement
                                    .at("/Condition/StringEquals/kms:ViaService/0")
                                    .asString())
                            .isEqualTo("s3.us-east-1.amazonaws.com");
                });
    }

    /** What a role may do with the key for what is in a bucket. */
    private static List<String> keyActions(SynthesizedRole role, String bucket) {
        return role.statements().stream()
                .filter(statement -> Resource.texts(
                                statement.at("/Condition/StringEquals/kms:EncryptionContext:aws:s3:arn"))
                        .anyMatch(bucket::equals))
                .flatMap(SynthesizedRole::actions)
                .toList();
    }

    private static List<String> signers(Synthesized all, String suffix) {
        return all.resources(ROLE).stream()
                .filter(role -> role.text("name").endsWith(suffix))
                .filter(role -> new SynthesizedRole(all, role).actions().contains("kms:Sign"))
                .map(role -> role.text("name"))
                .toList();
    }
}
