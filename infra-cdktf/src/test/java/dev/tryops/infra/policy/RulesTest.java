package dev.tryops.infra.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RulesTest {

    static Stream<Example> examples() {
        return Stream.of(
                        NetworkExamples.all(),
                        ClusterExamples.all(),
                        BucketExamples.all(),
                        KeyAndRegistryExamples.all(),
                        PolicyExamples.all(),
                        StateExamples.all())
                .flatMap(some -> some);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void holdsWhereItShouldAndNowhereElse(Example example) {
        assertThat(example.isAbout(example.holds())).isTrue();
        assertThat(example.violations(example.holds())).isEmpty();
        assertThat(example.violations(example.fails())).isNotEmpty();
    }

    @Test
    void everyRuleHasAnExample() {
        Set<String> shown = examples().map(Example::id).collect(Collectors.toCollection(TreeSet::new));

        assertThat(Rules.all()).allSatisfy(rule -> assertThat(shown).contains(rule.id()));
        assertThat(shown)
                .allSatisfy(
                        id -> assertThat(Rules.all()).anyMatch(rule -> rule.id().equals(id)));
    }

    @Test
    void aPolicyThatOnlyTheDeploymentKnowsIsNeverTakenForGood() {
        Template template = Example.template("'aws_iam_role_policy.p':{'policy':'${jsonencode(local.p)}'}");

        assertThat(Rules.violations(template)).extracting(Violation::id).contains("CKV_AWS_62", "CKV_AWS_355");
    }

    @Test
    void aPolicyFromADataSourceIsReadThere() {
        Template template =
                Example.template("'aws_iam_role_policy.p':{'policy':'${data.aws_iam_policy_document.d.json}'},"
                        + "'data.aws_iam_policy_document.d':{'statement':[{'actions':['*'],'resources':['*']}]}");

        assertThat(Rules.violations(template))
                .extracting(Violation::address)
                .contains("aws_iam_role_policy.p", "data.aws_iam_policy_document.d");
    }

    @Test
    void allActionsButSomeAreAllActions() {
        Template template = Example.template("'aws_iam_policy.p':{'policy':%s}"
                .formatted(Example.policy("{'Effect':'Allow','NotAction':'iam:*','NotResource':'arn:aws:s3:::b'}")));

        assertThat(Rules.violations(template)).extracting(Violation::id).contains("CKV_AWS_62");
    }

    @Test
    void aConditionMakesAllResourcesFewer() {
        Template template = Example.template("'aws_iam_role_policy.p':{'policy':%s}"
                .formatted(Example.policy("{'Effect':'Allow','Action':'cloudwatch:PutMetricData','Resource':'*',"
                        + "'Condition':{'StringEquals':{'cloudwatch:namespace':'MLOps/API'}}}")));

        assertThat(Rules.violations(template)).isEmpty();
    }

    @Test
    void aViolationNamesTheConstruct() {
        Template template = Example.template("'aws_vpc.v':{'//':{'metadata':{'path':'foundation/network/vpc'}}}");

        assertThat(Rules.violations(template))
                .first()
                .asString()
                .isEqualTo("CKV2_AWS_11: Traffic of a VPC is logged (foundation/network/vpc, aws_vpc.v)");
    }
}
