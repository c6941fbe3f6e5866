package dev.tryops.infra;

import static dev.tryops.infra.Mutations.set;
import static dev.tryops.infra.Mutations.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

/** The roles of what tidies up and joins, and of who looks after models. */
final class JobRoleRows {

    private static final String ROLE = "aws_iam_role";
    private static final String POLICY = "aws_iam_role_policy";
    private static final String SIGNING_KEY = "${data.terraform_remote_state.foundation_state.outputs.signing_key_arn}";

    private JobRoleRows() {}

    static List<Row> rows() {
        return Stream.of(jobs(), operators()).flatMap(List::stream).toList();
    }

    private static List<Row> jobs() {
        return List.of(
                new Row(
                        121,
                        "What prunes marks and deletes, and neither publishes nor moves a pointer",
                        all -> {
                            SynthesizedRole role = SynthesizedRole.named(all, "prune-service-account-role");
                            PodRoleRows.checkSubject(role, "system:serviceaccount:mlops:prune-service-account");
                            assertThat(SynthesizedRole.resources(role.allowing("s3:PutObject")))
                                    .containsExactly(ProgramRoleRows.MODELS + "/retired/*");
                            assertThat(SynthesizedRole.resources(role.allowing("s3:DeleteObject")))
                                    .isNotEmpty()
                                    .noneMatch(arn -> arn.contains("/serving/"));
                            assertThat(role.actions()).doesNotContain("s3:DeleteObjectVersion", "kms:Sign");
                        },
                        text(POLICY, "prune-service-account/store", "policy", "/retired/*\"]", "/serving/*\"]")),
                new Row(
                        117,
                        "What joins labels writes what follows from them, and nothing among the models",
                        all -> {
                            SynthesizedRole role = SynthesizedRole.named(all, "label-join-service-account-role");
                            PodRoleRows.checkSubject(role, "system:serviceaccount:mlops:label-join-service-account");
                            assertThat(SynthesizedRole.resources(role.allowing("s3:PutObject")))
                                    .containsExactly(ProgramRoleRows.PREDICTIONS + "/quality/*");
                            assertThat(role.actions()).doesNotContain("s3:DeleteObject");
                        },
                        text(POLICY, "label-join-service-account/store", "policy", "/quality/*\"]", "/*\"]")));
    }

    private static List<Row> operators() {
        return List.of(
                new Row(
                        110,
                        "Who administrates the cluster may take the role that looks after models and signs",
                        all -> {
                            SynthesizedRole role = SynthesizedRole.named(all, "operator-role");
                            assertThat(role.trust())
                                    .singleElement()
                                    .satisfies(trust -> assertThat(
                                                    trust.path("Principal").toString())
                                            .isEqualTo("{\"AWS\":[\"arn:aws:iam::" + ProgramRoleRows.ACCOUNT
                                                    + ":role/sam-mlops-admin\"]}"));
                            assertThat(SynthesizedRole.resources(role.allowing("kms:Sign")))
                                    .containsExactly(SIGNING_KEY);
                        },
                        text(ROLE, "programs/operator/role", "assume_role_policy", "role/sam-mlops-admin", "root")),
                new Row(
                        131,
                        "Every role of the cluster has the limits of deployments, which make it",
                        all -> assertThat(all.resources(ROLE).stream()
                                        .filter(role -> role.stack().equals("cluster")))
                                .hasSizeGreaterThan(10)
                                .allSatisfy(role -> assertThat(role.text("permissions_boundary"))
                                        .isEqualTo("${data.terraform_remote_state.foundation_state.outputs"
                                                + ".deploy_boundary_arn}")),
                        set(ROLE, "pods/api-service-account/role", "/permissions_boundary", "")));
    }
}
