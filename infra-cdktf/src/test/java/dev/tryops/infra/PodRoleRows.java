package dev.tryops.infra;

import static dev.tryops.infra.Mutations.set;
import static dev.tryops.infra.Mutations.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.infra.settings.ServiceAccount;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The roles of the programs that keep the cluster running. */
final class PodRoleRows {

    private static final String ROLE = "aws_iam_role";
    private static final String POLICY = "aws_iam_role_policy";

    private PodRoleRows() {}

    static List<Row> rows() {
        return Stream.of(trust(), system(), scaling(), kyverno())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Row> trust() {
        return List.of(
                new Row(
                        113,
                        "A pod's role is taken by one service account, with a token meant for AWS, and by nobody else",
                        PodRoleRows::checkTrust,
                        text(ROLE, "pods/aws-node/role", "assume_role_policy", "StringEquals", "StringLike")),
                new Row(
                        113,
                        "Every service account that takes a role has one of its own",
                        PodRoleRows::checkTrust,
                        text(
                                ROLE,
                                "pods/fluent-bit/role",
                                "assume_role_policy",
                                "kube-system:fluent-bit",
                                "kube-system:*")));
    }

    private static void checkTrust(Synthesized all) {
        String provider = "${"
                + all.resource("aws_iam_openid_connect_provider", "pods/provider")
                        .address()
                + ".arn}";
        List<Resource> roles = all.resources(ROLE).stream()
                .filter(role -> role.text("assume_role_policy").contains(provider))
                .toList();
        assertThat(roles).hasSize(ServiceAccount.values().length);
        for (ServiceAccount account : ServiceAccount.values()) {
            SynthesizedRole role = all.resources(ROLE).stream()
                    .filter(one -> one.text("assume_role_policy").contains("\"" + account.subject() + "\""))
                    .findFirst()
                    .map(one -> new SynthesizedRole(all, one))
                    .orElseThrow(() -> new AssertionError("No role trusts " + account.subject()));
            assertThat(role.trust()).hasSize(1);
            JsonNode trust = role.trust().getFirst();
            assertThat(SynthesizedRole.actions(trust)).containsExactly("sts:AssumeRoleWithWebIdentity");
            assertThat(trust.at("/Principal/Federated").asString()).isEqualTo(provider);
            assertThat(trust.path("Condition").toString())
                    .isEqualTo(("{\"StringEquals\":{\"${local.issuer}:aud\":[\"sts.amazonaws.com\"],"
                                    + "\"${local.issuer}:sub\":[\"%s\"]}}")
                            .formatted(account.subject()));
        }
    }

    private static List<Row> system() {
        return List.of(
                new Row(
                        114,
                        "aws-node in kube-system may give pods addresses",
                        all -> {
                            SynthesizedRole role = SynthesizedRole.named(all, "vpc-cni-role");
                            checkSubject(role, "system:serviceaccount:kube-system:aws-node");
                            assertThat(role.attached()).containsExactly("AmazonEKS_CNI_Policy");
                            assertThat(role.statements()).isEmpty();
                        },
                        text(ROLE, "pods/aws-node/role", "assume_role_policy", "aws-node", "default")),
                new Row(
                        115,
                        "ebs-csi-controller-sa in kube-system may make volumes",
                        all -> {
                            SynthesizedRole role = SynthesizedRole.named(all, "ebs-csi-driver-role");
                            checkSubject(role, "system:serviceaccount:kube-system:ebs-csi-controller-sa");
                            assertThat(role.attached()).containsExactly("service-role/AmazonEBSCSIDriverPolicy");
                        },
                        set(
                                "aws_iam_role_policy_attachment",
                                "pods/ebs-csi-controller-sa/service-role-AmazonEBSCSIDriverPolicy",
                                "/policy_arn",
                                "arn:aws:iam::aws:policy/AmazonEC2FullAccess")),
                new Row(
                        115,
                        "What makes volumes encrypts them with the cluster's key, and lets only services of AWS decrypt them",
                        all -> {
                            SynthesizedRole role = SynthesizedRole.named(all, "ebs-csi-driver-role");
                            assertThat(role.statements())
                                    .allSatisfy(
                                            statement -> assertThat(SynthesizedRole.resources(statement))
                                                    .containsExactly(
                                                            "${data.terraform_remote_state.foundation_state.outputs.eks_key_arn}"));
                            assertThat(role.allowing("kms:CreateGrant").at("/Condition/Bool/kms:GrantIsForAWSResource"))
                                    .singleElement()
                                    .satisfies(value ->
                                            assertThat(value.asString()).isEqualTo("true"));
                            assertThat(role.allowing("kms:Decrypt")
                                            .at("/Condition/StringEquals/kms:ViaService/0")
                                            .asString())
                                    .isEqualTo("ec2.us-east-1.amazonaws.com");
                        },
                        text(POLICY, "ebs-csi-controller-sa/encrypt", "policy", "GrantIsForAWSResource", "Grant")));
    }

    private static List<Row> scaling() {
        return List.of(
                new Row(
                        52,
                        "The autoscaler changes the groups of this cluster's nodes alone",
                        all -> {
                            SynthesizedRole role = SynthesizedRole.named(all, "cluster-autoscaler-role");
                            checkSubject(role, "system:serviceaccount:kube-system:cluster-autoscaler");
                            assertThat(role.statements())
                                    .filteredOn(statement -> SynthesizedRole.actions(statement)
                                            .anyMatch(action -> !action.matches("[a-z0-9]+:Describe.*")))
                                    .singleElement()
                                    .satisfies(statement -> {
                                        assertThat(SynthesizedRole.actions(statement))
                                                .containsExactlyInAnyOrder(
                                                        "autoscaling:SetDesiredCapacity",
                                                        "autoscaling:TerminateInstanceInAutoScalingGroup");
                                        assertThat(statement
                                                        .at("/Condition/StringEquals")
                                                        .toString())
                                                .isEqualTo("{\"aws:ResourceTag/k8s.io/cluster-autoscaler/"
                                                        + "sam-mlops-production-eks\":[\"owned\"]}");
                                    });
                        },
                        text(
                                POLICY,
                                "cluster-autoscaler/scale",
                                "policy",
                                "production-eks\":[\"owned",
                                "eks\":[\"owned")),
                new Row(
                        139,
                        "Fluent Bit writes into the groups of our programs, and makes none",
                        all -> {
                            SynthesizedRole role = SynthesizedRole.named(all, "fluent-bit-role");
                            checkSubject(role, "system:serviceaccount:kube-system:fluent-bit");
                            assertThat(role.actions())
                                    .containsExactly(
                                            "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents");
                            assertThat(SynthesizedRole.resources(role.allowing("logs:PutLogEvents")))
                                    .allMatch(arn -> arn.startsWith("arn:aws:logs:us-east-1:"))
                                    .extracting(arn -> arn.replaceFirst(".*:log-group:", ""))
                                    .containsExactlyInAnyOrder(
                                            "/aws/eks/sam-mlops-production-eks/application/api:*",
                                            "/aws/eks/sam-mlops-production-eks/application/training:*");
                        },
                        text(POLICY, "fluent-bit/write", "policy", "application/api", "application/*")));
    }

    private static List<Row> kyverno() {
        return List.of(new Row(
                124,
                "Kyverno reads signatures in our two repositories",
                all -> {
                    SynthesizedRole role = SynthesizedRole.named(all, "kyverno-role");
                    checkSubject(role, "system:serviceaccount:kyverno:kyverno-admission-controller");
                    assertThat(role.actions())
                            .containsExactly(
                                    "ecr:BatchCheckLayerAvailability",
                                    "ecr:BatchGetImage",
                                    "ecr:GetAuthorizationToken",
                                    "ecr:GetDownloadUrlForLayer");
                    assertThat(SynthesizedRole.resources(role.allowing("ecr:BatchGetImage")))
                            .extracting(arn -> arn.replaceFirst(".*:repository/", ""))
                            .containsExactlyInAnyOrder("sam-mlops-production-api", "sam-mlops-production-training");
                },
                text(
                        POLICY,
                        "kyverno-admission-controller/read",
                        "policy",
                        "repository/sam-mlops-production-api",
                        "repository/*")));
    }

    static void checkSubject(SynthesizedRole role, String subject) {
        assertThat(role.trust())
                .singleElement()
                .satisfies(trust -> assertThat(Resource.texts(trust.at("/Condition/StringEquals/${local.issuer}:sub")))
                        .containsExactly(subject));
    }
}
