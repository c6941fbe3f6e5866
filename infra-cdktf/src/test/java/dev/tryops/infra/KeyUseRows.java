package dev.tryops.infra;

import static dev.tryops.infra.Mutations.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Who uses which key for what. */
final class KeyUseRows {

    private static final String TYPE = KeyRows.TYPE;
    private static final String P = KeyRows.P;

    private KeyUseRows() {}

    static List<Row> rows() {
        return List.of(
                new Row(
                        108,
                        "The cluster's key is used by the cluster's role, by pods' volumes, and through grants of services",
                        KeyUseRows::checkEks,
                        text(TYPE, "keys/eks-key", "policy", "role/" + P + "-eks-cluster-role", "role/other")),
                new Row(
                        108,
                        "The role that scales groups may hand it to AWS's services alone",
                        KeyUseRows::checkScaling,
                        text(
                                TYPE,
                                "keys/eks-key",
                                "policy",
                                "autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
                                "autoscaling.amazonaws.com/Other")),
                new Row(
                        108,
                        "CloudWatch may use it for the groups of cluster and network alone",
                        KeyUseRows::checkLogs,
                        text(TYPE, "keys/eks-key", "policy", "log-group:/aws/vpc/*", "log-group:*")),
                new Row(
                        109,
                        "A service stands in a key's policy only with what it may use the key for",
                        all -> assertThat(all.resources(TYPE))
                                .allSatisfy(key -> assertThat(key.statements("policy"))
                                        .filteredOn(statement ->
                                                statement.at("/Principal").has("Service"))
                                        .allMatch(statement -> statement.has("Condition"))),
                        text(TYPE, "keys/eks-key", "policy", "\"Condition\":{\"ArnLike\"", "\"Other\":{\"ArnLike\"")),
                new Row(
                        110,
                        "The service decrypts what is in its buckets, training writes models too, and both through S3",
                        KeyUseRows::checkS3,
                        text(
                                TYPE,
                                "keys/s3-key",
                                "policy",
                                "\"kms:Decrypt\"]",
                                "\"kms:Decrypt\",\"kms:GenerateDataKey\"]")),
                new Row(
                        111,
                        "The key of images is used by who pushes them, through the registry",
                        all -> {
                            assertThat(KeyRows.users(KeyRows.key(all, "ecr"))).containsExactly("github-actions-ecr");
                            assertThat(KeyRows.uses(KeyRows.key(all, "ecr"), "github-actions-ecr"))
                                    .allMatch(use -> via(use).equals("ecr.us-east-1.amazonaws.com"));
                        },
                        text(TYPE, "keys/ecr-key", "policy", "ecr.us-east-1", "s3.us-east-1")));
    }

    private static void checkEks(Synthesized all) {
        Resource key = KeyRows.key(all, "eks");
        assertThat(KeyRows.users(key)).containsExactlyInAnyOrder("eks-cluster-role", "ebs-csi-driver-role");
        assertThat(KeyRows.uses(key, "ebs-csi-driver-role"))
                .allMatch(use -> via(use).equals("ec2.us-east-1.amazonaws.com"));
        assertThat(key.statements("policy").filter(use -> KeyRows.actions(use).contains("kms:CreateGrant")))
                .isNotEmpty()
                .allSatisfy(use -> assertThat(Resource.texts(use.at("/Condition/Bool/kms:GrantIsForAWSResource")))
                        .containsExactly("true"));
    }

    private static void checkScaling(Synthesized all) {
        List<JsonNode> statements = KeyRows.key(all, "eks")
                .statements("policy")
                .filter(use -> Resource.texts(use.at("/Principal/AWS"))
                        .anyMatch(arn -> arn.endsWith(
                                ":role/aws-service-role/autoscaling.amazonaws.com/" + "AWSServiceRoleForAutoScaling")))
                .toList();
        assertThat(statements).hasSize(2);
        assertThat(KeyRows.actions(statements.get(1))).containsExactly("kms:CreateGrant");
    }

    private static void checkLogs(Synthesized all) {
        assertThat(KeyRows.key(all, "eks")
                        .statements("policy")
                        .filter(use -> use.at("/Principal").has("Service")))
                .singleElement()
                .satisfies(use -> {
                    assertThat(use.at("/Principal/Service").asString()).isEqualTo("logs.us-east-1.amazonaws.com");
                    assertThat(Resource.texts(use.at("/Condition/ArnLike/kms:EncryptionContext:aws:logs:arn"))
                                    .map(arn -> arn.replaceFirst(".*log-group:", "")))
                            .containsExactlyInAnyOrder("/aws/eks/*", "/aws/vpc/*");
                });
    }

    private static void checkS3(Synthesized all) {
        Resource key = KeyRows.key(all, "s3");
        assertThat(KeyRows.users(key))
                .contains("api-service-account-role", "training-service-account-role")
                .doesNotContain("github-actions-ecr");
        assertThat(KeyRows.uses(key, "api-service-account-role")
                        .filter(use -> context(use).contains("-models-")))
                .singleElement()
                .satisfies(use -> assertThat(KeyRows.actions(use)).containsExactly("kms:Decrypt"));
        assertThat(KeyRows.uses(key, "training-service-account-role"))
                .singleElement()
                .satisfies(use -> {
                    assertThat(KeyRows.actions(use)).containsExactlyInAnyOrder("kms:Decrypt", "kms:GenerateDataKey");
                    assertThat(context(use)).contains("-models-");
                });
        assertThat(key.statements("policy")
                        .filter(use -> !use.path("Sid").asString().equals("Administration")))
                .allMatch(use -> via(use).equals("s3.us-east-1.amazonaws.com"));
    }

    private static String via(JsonNode statement) {
        return Resource.texts(statement.at("/Condition/StringEquals/kms:ViaService"))
                .collect(Collectors.joining());
    }

    private static String context(JsonNode statement) {
        return Resource.texts(statement.at("/Condition/StringEquals/kms:EncryptionContext:aws:s3:arn"))
                .collect(Collectors.joining());
    }
}
