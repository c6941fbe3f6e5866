package dev.tryops.infra.iam;

import static dev.tryops.infra.iam.Documents.BUCKET;
import static dev.tryops.infra.iam.Documents.OBJECT;
import static dev.tryops.infra.iam.Documents.WORKER;
import static dev.tryops.infra.iam.Documents.allow;
import static dev.tryops.infra.iam.Documents.get;
import static dev.tryops.infra.iam.Documents.identity;
import static dev.tryops.infra.iam.Documents.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/**
 * When a condition holds. Restated from AWS's IAM User Guide: "Condition operators", "Condition", and "Creating a condition
 * with multiple keys or values".
 */
class ConditionVectorsTest {

    @Test
    void severalValuesOfOneKeyAreAlternatives() {
        String either = "{'StringEquals':{'aws:PrincipalTag/department':['finance','hr']}}";

        assertThat(holds(either, get().with("aws:PrincipalTag/department", "hr")))
                .isTrue();
        assertThat(holds(either, get().with("aws:PrincipalTag/department", "legal")))
                .isFalse();
    }

    @Test
    void severalKeysAndOperatorsMustAllHold() {
        String both = "{'StringEquals':{'a:one':'1','a:two':'2'},'Bool':{'aws:SecureTransport':'true'}}";
        Request matching = get().with("a:one", "1").with("a:two", "2");

        assertThat(holds(both, matching)).isTrue();
        assertThat(holds(both, matching.with("a:two", "3"))).isFalse();
        assertThat(holds(both, matching.overPlainHttp())).isFalse();
    }

    @Test
    void aMissingKeyMatchesNothing() {
        assertThat(holds("{'StringEquals':{'a:key':'x'}}", get())).isFalse();
        assertThat(holds("{'Bool':{'aws:MultiFactorAuthPresent':'false'}}", get()))
                .isFalse();
        assertThat(holds("{'NumericLessThanEquals':{'s3:max-keys':'10'}}", get()))
                .isFalse();
    }

    @Test
    void aMissingKeySatisfiesANegatedOperator() {
        assertThat(holds("{'StringNotEquals':{'a:key':'x'}}", get())).isTrue();
        assertThat(holds("{'StringNotLike':{'a:key':'x*'}}", get())).isTrue();
        assertThat(holds("{'ArnNotLike':{'aws:SourceArn':'arn:aws:sns:*:*:*'}}", get()))
                .isTrue();
        assertThat(holds("{'NotIpAddress':{'aws:SourceIp':'203.0.113.0/24'}}", get()))
                .isTrue();
    }

    @Test
    void aNegatedOperatorMustDifferFromEveryValue() {
        String neither = "{'StringNotEquals':{'a:key':['x','y']}}";

        assertThat(holds(neither, get().with("a:key", "z"))).isTrue();
        assertThat(holds(neither, get().with("a:key", "y"))).isFalse();
    }

    @Test
    void ifExistsLooksOnlyAtAKeyThatIsThere() {
        String small = "{'StringLikeIfExists':{'ec2:InstanceType':['t1.*','t2.*','m3.*']}}";

        assertThat(holds(small, get())).isTrue();
        assertThat(holds(small, get().with("ec2:InstanceType", "t2.micro"))).isTrue();
        assertThat(holds(small, get().with("ec2:InstanceType", "p5.48xlarge"))).isFalse();
    }

    @Test
    void ifExistsChangesNothingForANegatedOperatorWithoutItsKey() {
        assertThat(holds("{'StringNotEqualsIfExists':{'a:key':'x'}}", get())).isTrue();
        assertThat(holds("{'StringNotEqualsIfExists':{'a:key':'x'}}", get().with("a:key", "x")))
                .isFalse();
    }

    @Test
    void nullIsTrueForAKeyThatIsMissing() {
        Request temporary = get().with("aws:TokenIssueTime", "2026-01-01T00:00:00Z");

        assertThat(holds("{'Null':{'aws:TokenIssueTime':'true'}}", get())).isTrue();
        assertThat(holds("{'Null':{'aws:TokenIssueTime':'true'}}", temporary)).isFalse();
        assertThat(holds("{'Null':{'aws:TokenIssueTime':'false'}}", temporary)).isTrue();
        assertThat(holds("{'Null':{'aws:TokenIssueTime':false}}", get())).isFalse();
    }

    @Test
    void forAllValuesHoldsWhenEachValueOfTheRequestIsListed() {
        String listed = "{'ForAllValues:StringEquals':{'dynamodb:Attributes':['ID','Message','Tags']}}";

        assertThat(holds(listed, get().with("dynamodb:Attributes", "ID", "Tags")))
                .isTrue();
        assertThat(holds(listed, get().with("dynamodb:Attributes", "ID", "UserName")))
                .isFalse();
    }

    @Test
    void forAllValuesHoldsWhereNothingIsThereToCompare() {
        String listed = "{'ForAllValues:StringEquals':{'aws:TagKeys':['env']}}";

        assertThat(holds(listed, get())).isTrue();
        assertThat(holds(listed, get().with("aws:TagKeys", ""))).isTrue();
    }

    @Test
    void forAnyValueHoldsWhenOneValueOfTheRequestIsListed() {
        String listed = "{'ForAnyValue:StringEquals':{'dynamodb:Attributes':['ID','PostDateTime']}}";

        assertThat(holds(listed, get().with("dynamodb:Attributes", "UserName", "PostDateTime")))
                .isTrue();
        assertThat(holds(listed, get().with("dynamodb:Attributes", "UserName"))).isFalse();
    }

    @Test
    void forAnyValueNeedsAtLeastOneValue() {
        assertThat(holds("{'ForAnyValue:StringEquals':{'aws:TagKeys':['env']}}", get()))
                .isFalse();
        assertThat(holds("{'ForAnyValue:StringNotEquals':{'aws:TagKeys':['env']}}", get()))
                .isFalse();
        assertThat(holds("{'ForAnyValue:StringEqualsIfExists':{'aws:TagKeys':['env']}}", get()))
                .isTrue();
    }

    @Test
    void severalValuesInARequestNeedASetOperator() {
        Request two = get().with("aws:TagKeys", "a", "b");

        assertThatThrownBy(() -> holds("{'StringEquals':{'aws:TagKeys':'a'}}", two))
                .isInstanceOf(PolicyError.class)
                .hasMessageContaining("ForAllValues or ForAnyValue");
    }

    @Test
    void theCaseOfAKeySaysNothingButThatOfItsValueDoes() {
        assertThat(holds(
                        "{'StringEquals':{'AWS:PRINCIPALTAG/job':'admin'}}",
                        get().with("aws:PrincipalTag/Job", "admin")))
                .isTrue();
        assertThat(holds("{'StringEquals':{'a:key':'john'}}", get().with("a:key", "John")))
                .isFalse();
        assertThat(holds("{'StringEqualsIgnoreCase':{'a:key':'john'}}", get().with("a:key", "John")))
                .isTrue();
    }

    @Test
    void onlyLikeKnowsWildcards() {
        assertThat(holds("{'StringEquals':{'a:key':'x*'}}", get().with("a:key", "xyz")))
                .isFalse();
        assertThat(holds("{'StringLike':{'a:key':'x*'}}", get().with("a:key", "xyz")))
                .isTrue();
        assertThat(holds("{'StringLike':{'a:key':'x?z'}}", get().with("a:key", "xyz")))
                .isTrue();
        assertThat(holds("{'StringLike':{'a:key':'x?z'}}", get().with("a:key", "xz")))
                .isFalse();
    }

    @Test
    void anEmptyPrefixIsAValueOfItsOwn() {
        String home = "{'StringLike':{'s3:prefix':['','home/','home/carlos/*']}}";
        Request list = Request.of(WORKER, "s3:ListBucket", BUCKET);

        assertThat(holds(home, list.with("s3:prefix", ""))).isTrue();
        assertThat(holds(home, list.with("s3:prefix", "home/carlos/x"))).isTrue();
        assertThat(holds(home, list.with("s3:prefix", "home/maria/"))).isFalse();
        assertThat(holds(home, list)).isFalse();
    }

    @Test
    void arnOperatorsCompareBetweenColonsWhereStringsDoNot() {
        String pattern = "'arn:aws:someservice:*:111122223333:finance/*'";
        Request request = get().with(
                        "a:arn",
                        "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt");

        assertThat(holds("{'StringLike':{'a:arn':%s}}".formatted(pattern), request))
                .isTrue();
        assertThat(holds("{'ArnLike':{'a:arn':%s}}".formatted(pattern), request))
                .isFalse();
    }

    @Test
    void arnEqualsKnowsWildcardsJustAsArnLike() {
        Request request = get().with("aws:SourceArn", "arn:aws:logs:us-east-1:123456789012:log-group:/aws/eks/x");

        for (String operator : new String[] {"ArnEquals", "ArnLike"}) {
            assertThat(holds(
                            "{'%s':{'aws:SourceArn':'arn:aws:logs:*:123456789012:log-group:/aws/eks/*'}}"
                                    .formatted(operator),
                            request))
                    .isTrue();
        }
    }

    @Test
    void numbersCompareAsNumbers() {
        String few = "{'NumericLessThanEquals':{'s3:max-keys':'10'}}";

        assertThat(holds(few, get().with("s3:max-keys", "9"))).isTrue();
        assertThat(holds(few, get().with("s3:max-keys", "10.0"))).isTrue();
        assertThat(holds(few, get().with("s3:max-keys", "100"))).isFalse();
    }

    @Test
    void datesCompareAsMomentsHoweverTheyAreWritten() {
        String fresh = "{'DateGreaterThan':{'aws:TokenIssueTime':'2020-01-01T00:00:01Z'}}";

        assertThat(holds(fresh, get().with("aws:TokenIssueTime", "2020-01-01T01:00:01+01:00")))
                .isFalse();
        assertThat(holds(fresh, get().with("aws:TokenIssueTime", "2020-01-02"))).isTrue();
        assertThat(holds(fresh, get().with("aws:TokenIssueTime", "1577836802"))).isTrue();
    }

    @Test
    void addressesLieInRangesOfTheirFamily() {
        String ranges = "{'IpAddress':{'aws:SourceIp':['203.0.113.0/24','2001:DB8:1234:5678::/64']}}";

        assertThat(holds(ranges, get().with("aws:SourceIp", "203.0.113.255"))).isTrue();
        assertThat(holds(ranges, get().with("aws:SourceIp", "203.0.114.0"))).isFalse();
        assertThat(holds(ranges, get().with("aws:SourceIp", "2001:db8:1234:5678::1")))
                .isTrue();
        assertThat(holds("{'IpAddress':{'aws:SourceIp':'203.0.113.7'}}", get().with("aws:SourceIp", "203.0.113.8")))
                .isFalse();
    }

    @Test
    void awsItselfTellsWhoAsks() {
        assertThat(holds("{'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::123456789012:role/worker'}}", get()))
                .isTrue();
        assertThat(holds("{'StringEquals':{'aws:PrincipalAccount':'123456789012'}}", get()))
                .isTrue();
    }

    private static boolean holds(String condition, Request request) {
        String resource = request.resource().equals(OBJECT) ? OBJECT : BUCKET;
        return Access.of(identity(when(allow(request.action(), resource), condition)))
                .decide(request)
                .isAllowed();
    }
}
