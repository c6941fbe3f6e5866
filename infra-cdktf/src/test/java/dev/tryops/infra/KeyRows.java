package dev.tryops.infra;

import static dev.tryops.infra.Mutations.set;
import static dev.tryops.infra.Mutations.text;
import static dev.tryops.infra.Mutations.unset;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The keys, and who may use them. */
final class KeyRows {

    static final String TYPE = "aws_kms_key";
    static final String P = "sam-mlops-production";
    private static final String ROOT = "arn:aws:iam::${data.aws_caller_identity.caller.account_id}:root";
    private static final List<String> ENCRYPTING = List.of("eks", "s3", "ecr");

    private KeyRows() {}

    static List<Row> rows() {
        return Stream.of(keys(), general()).flatMap(List::stream).toList();
    }

    private static List<Row> keys() {
        return List.of(
                new Row(
                        105,
                        "Three keys encrypt, and have the names eks, s3 and ecr",
                        all -> assertThat(ENCRYPTING).allSatisfy(name -> {
                            assertThat(aliased(all, "alias/" + P + "-" + name)).isEqualTo(key(all, name));
                            assertThat(key(all, name).body().has("key_usage")).isFalse();
                        }),
                        set("aws_kms_alias", "keys/s3/alias", "/name", "alias/other")),
                new Row(
                        105,
                        "A fourth signs: on P-256, under the name signing",
                        KeyRows::checkSigning,
                        set(TYPE, "keys/signing-key", "/customer_master_key_spec", "ECC_NIST_P384")),
                new Row(
                        106,
                        "The keys that encrypt are replaced every year, and are lost 30 days after they were given up",
                        all -> assertThat(ENCRYPTING).allSatisfy(name -> {
                            assertThat(key(all, name).at("/enable_key_rotation").asBoolean(false))
                                    .isTrue();
                            assertThat(key(all, name)
                                            .at("/deletion_window_in_days")
                                            .asInt())
                                    .isEqualTo(30);
                        }),
                        set(TYPE, "keys/ecr-key", "/enable_key_rotation", false)),
                new Row(
                        107,
                        "Every key has a policy of its own, in which the account manages it and no more",
                        all -> assertThat(all.resources(TYPE)).allSatisfy(key -> {
                            JsonNode first = statement(key, "Administration");
                            assertThat(Resource.texts(first.at("/Principal/AWS")))
                                    .containsExactly(ROOT);
                            assertThat(Resource.texts(first.path("Action")))
                                    .contains("kms:PutKeyPolicy")
                                    .noneMatch(action ->
                                            action.matches("kms:(\\*|.*crypt.*|Generate.*|Sign|CreateGrant)"));
                        }),
                        unset(TYPE, "keys/ecr-key", "/policy")));
    }

    private static void checkSigning(Synthesized all) {
        Resource key = key(all, "signing");
        assertThat(aliased(all, "alias/" + P + "-signing")).isEqualTo(key);
        assertThat(key.text("customer_master_key_spec")).isEqualTo("ECC_NIST_P256");
        assertThat(key.text("key_usage")).isEqualTo("SIGN_VERIFY");
        assertThat(key.at("/enable_key_rotation").asBoolean(false)).isFalse();
        for (String role : List.of("training-service-account-role", "operator-role")) {
            assertThat(uses(key, role).filter(use -> actions(use).contains("kms:Sign")))
                    .singleElement()
                    .satisfies(use -> assertThat(Resource.texts(use.at("/Condition/StringEquals/kms:SigningAlgorithm")))
                            .containsExactly("ECDSA_SHA_256"));
        }
        assertThat(users(key)).containsExactlyInAnyOrder("training-service-account-role", "operator-role");
    }

    private static List<Row> general() {
        return List.of(new Row(
                112,
                "No key's policy speaks of everybody",
                all -> assertThat(all.resources(TYPE))
                        .allSatisfy(key -> assertThat(key.statements("policy"))
                                .noneMatch(statement -> Stream.concat(
                                                Resource.texts(statement.at("/Principal")),
                                                Resource.texts(statement.at("/Principal/AWS")))
                                        .anyMatch("*"::equals))),
                text(TYPE, "keys/ecr-key", "policy", "\"" + ROOT + "\"", "\"*\"")));
    }

    static Resource key(Synthesized all, String name) {
        return all.resource(TYPE, "keys/" + name + "-key");
    }

    private static Resource aliased(Synthesized all, String alias) {
        return all.resources("aws_kms_alias").stream()
                .filter(resource -> resource.text("name").equals(alias))
                .map(resource -> all.referred(resource, TYPE))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No key is called " + alias));
    }

    private static JsonNode statement(Resource key, String sid) {
        assertThat(key.body().has("policy")).as("%s has a policy", key).isTrue();
        return key.statements("policy")
                .filter(statement -> statement.path("Sid").asString().equals(sid))
                .findFirst()
                .orElseThrow(() -> new AssertionError(key + " has no statement " + sid));
    }

    /** The roles that may use the key, without the prefix, by the condition of their statements. */
    static List<String> users(Resource key) {
        return key.statements("policy")
                .flatMap(use -> Resource.texts(use.at("/Condition/ArnEquals/aws:PrincipalArn")))
                .map(arn -> arn.replaceFirst(".*:role/" + P + "-", ""))
                .distinct()
                .toList();
    }

    static Stream<JsonNode> uses(Resource key, String role) {
        return key.statements("policy").filter(use -> {
            List<String> principals = Resource.texts(use.at("/Condition/ArnEquals/aws:PrincipalArn"))
                    .toList();
            return principals.stream().anyMatch(arn -> arn.endsWith(":role/" + P + "-" + role))
                    && Resource.texts(use.at("/Principal/AWS"))
                            .collect(Collectors.toList())
                            .equals(List.of(ROOT));
        });
    }

    static List<String> actions(JsonNode statement) {
        return Resource.texts(statement.path("Action")).toList();
    }
}
