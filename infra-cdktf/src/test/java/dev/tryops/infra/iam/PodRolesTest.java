package dev.tryops.infra.iam;

import static dev.tryops.infra.iam.DeployedAccount.arn;
import static dev.tryops.infra.iam.DeployedAccount.named;
import static dev.tryops.infra.iam.DeployedAccount.repository;
import static dev.tryops.infra.settings.RoleName.AUTOSCALER;
import static dev.tryops.infra.settings.RoleName.FLUENT_BIT;
import static dev.tryops.infra.settings.RoleName.KYVERNO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryops.infra.NeedsNode;
import dev.tryops.infra.settings.RoleName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which pod takes on which role, and what those of the cluster's own pods may do. */
@NeedsNode
class PodRolesTest {

    private static final String ISSUER = Deployment.ISSUER.substring("https://".length());
    private static final String GROUP =
            Deployment.of("autoscaling", "autoScalingGroup:0000:autoScalingGroupName/" + named("api-nodes"));

    private final DeployedAccount account = DeployedAccount.production();

    @ParameterizedTest
    @CsvSource({
        "API, mlops:api-service-account",
        "TRAINING, mlops:training-service-account",
        "PRUNE, mlops:prune-service-account",
        "LABEL_JOIN, mlops:label-join-service-account",
        "VPC_CNI, kube-system:aws-node",
        "EBS_CSI, kube-system:ebs-csi-controller-sa",
        "AUTOSCALER, kube-system:cluster-autoscaler",
        "FLUENT_BIT, kube-system:fluent-bit",
        "KYVERNO, kyverno:kyverno-admission-controller"
    })
    void aRoleIsTakenOnByItsServiceAccountAlone(RoleName role, String account) {
        assertThat(takesOn(role, account, "sts.amazonaws.com")).isTrue();
        assertThat(takesOn(role, account + "-2", "sts.amazonaws.com")).isFalse();
        assertThat(takesOn(role, "default:" + account.substring(account.indexOf(':') + 1), "sts.amazonaws.com"))
                .isFalse();
        assertThat(takesOn(role, account, "https://kubernetes.default.svc")).isFalse();
    }

    @Test
    void noPodTakesOnTheOperatorsRole() {
        assertThat(takesOn(RoleName.OPERATOR, "mlops:api-service-account", "sts.amazonaws.com"))
                .isFalse();
    }

    @Test
    void theAutoscalerScalesItsOwnClusterAlone() {
        String tag = "aws:ResourceTag/k8s.io/cluster-autoscaler/" + named("eks");

        assertThat(account.may(AUTOSCALER, "autoscaling:SetDesiredCapacity", GROUP, tag, "owned"))
                .isTrue();
        assertThat(account.may(AUTOSCALER, "autoscaling:SetDesiredCapacity", GROUP))
                .isFalse();
        assertThat(account.may(AUTOSCALER, "autoscaling:DeleteAutoScalingGroup", GROUP, tag, "owned"))
                .isFalse();
        assertThat(account.may(AUTOSCALER, "ec2:RunInstances", Deployment.of("ec2", "instance/i-1")))
                .isFalse();
    }

    @Test
    void logsAreWrittenToTheApplicationsGroupsAlone() {
        String applications = Deployment.of("logs", "log-group:/aws/eks/" + named("eks") + "/application/");

        assertThat(account.may(FLUENT_BIT, "logs:PutLogEvents", applications + "api:log-stream:pod-1"))
                .isTrue();
        assertThat(account.may(
                        FLUENT_BIT,
                        "logs:PutLogEvents",
                        Deployment.of("logs", "log-group:/aws/eks/" + named("eks") + "/cluster:log-stream:audit")))
                .isFalse();
        assertThat(account.may(FLUENT_BIT, "logs:DeleteLogStream", applications + "api:log-stream:pod-1"))
                .isFalse();
        assertThat(account.may(FLUENT_BIT, "logs:CreateLogGroup", applications + "other"))
                .isFalse();
    }

    @Test
    void signaturesAreReadInTheTwoRepositoriesAlone() {
        assertThat(account.may(KYVERNO, "ecr:BatchGetImage", repository("api"))).isTrue();
        assertThat(account.may(KYVERNO, "ecr:BatchGetImage", repository("other")))
                .isFalse();
        assertThat(account.may(KYVERNO, "ecr:PutImage", repository("api"))).isFalse();
    }

    @Test
    void nobodyIsAskedWhatOnlyAwsCouldTell() {
        assertThatThrownBy(() -> account.may(RoleName.NODES, "ec2:DescribeInstances", "*"))
                .isInstanceOf(PolicyError.class)
                .hasMessageContaining("AWS keeps");
    }

    @Test
    void nodesAndClusterAreTakenOnByTheirServices() {
        assertThat(account.service("ec2.amazonaws.com", "sts:AssumeRole", arn(RoleName.NODES))
                        .isAllowed())
                .isTrue();
        assertThat(account.service("eks.amazonaws.com", "sts:AssumeRole", arn(RoleName.CLUSTER))
                        .isAllowed())
                .isTrue();
        assertThat(account.service("ec2.amazonaws.com", "sts:AssumeRole", arn(RoleName.CLUSTER))
                        .isAllowed())
                .isFalse();
    }

    private boolean takesOn(RoleName role, String serviceAccount, String audience) {
        return account.token(
                        ISSUER,
                        role,
                        ISSUER + ":sub",
                        "system:serviceaccount:" + serviceAccount,
                        ISSUER + ":aud",
                        audience)
                .isAllowed();
    }
}
