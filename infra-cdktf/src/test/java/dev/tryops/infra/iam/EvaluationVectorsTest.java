package dev.tryops.infra.iam;

import static dev.tryops.infra.iam.Documents.BUCKET;
import static dev.tryops.infra.iam.Documents.CARLOS;
import static dev.tryops.infra.iam.Documents.OBJECT;
import static dev.tryops.infra.iam.Documents.ROLE;
import static dev.tryops.infra.iam.Documents.USER;
import static dev.tryops.infra.iam.Documents.WORKER;
import static dev.tryops.infra.iam.Documents.allow;
import static dev.tryops.infra.iam.Documents.deny;
import static dev.tryops.infra.iam.Documents.get;
import static dev.tryops.infra.iam.Documents.identity;
import static dev.tryops.infra.iam.Documents.policy;
import static dev.tryops.infra.iam.Documents.toAws;
import static dev.tryops.infra.iam.Documents.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.infra.iam.Decision.Allowed;
import dev.tryops.infra.iam.Decision.Forbidden;
import dev.tryops.infra.iam.Decision.NotAllowed;
import dev.tryops.infra.iam.Policy.Kind;
import org.junit.jupiter.api.Test;

/**
 * How policies of several kinds decide together. Restated from AWS's IAM User Guide: "Policy evaluation logic", "Permissions
 * boundaries for IAM entities", and the elements Action, NotAction, Resource and NotResource.
 */
class EvaluationVectorsTest {

    private static final Policy READS = identity(allow("s3:GetObject", OBJECT));
    private static final Policy BUCKET_OPEN_TO_ROLE = policy(Kind.RESOURCE, toAws(allow("s3:GetObject", OBJECT), ROLE));
    private static final Policy NO_S3 = policy(Kind.BOUNDARY, allow("ec2:*", "*"));

    @Test
    void whatNoPolicyAllowsIsDeniedWithoutAWord() {
        assertThat(Access.of().decide(get())).isInstanceOf(NotAllowed.class);
        assertThat(Access.of(READS).decide(Request.of(WORKER, "s3:PutObject", OBJECT)))
                .isInstanceOf(NotAllowed.class);
    }

    @Test
    void oneAllowAmongTheCallersPoliciesIsEnough() {
        Policy unrelated = identity(allow("ec2:DescribeInstances", "*"));

        assertThat(Access.of(unrelated, READS).decide(get())).isEqualTo(new Allowed(Kind.IDENTITY));
    }

    @Test
    void anExplicitDenyBeatsEveryAllow() {
        Policy both = identity(allow("s3:*", "*"), with(deny("s3:GetObject", OBJECT), "'Sid':'Never'"));

        assertThat(Access.of(both).decide(get())).isEqualTo(new Forbidden(Kind.IDENTITY, "Never"));
    }

    @Test
    void theOrderOfStatementsSaysNothing() {
        Policy denyFirst = identity(deny("s3:GetObject", OBJECT), allow("s3:*", "*"));
        Policy allowFirst = identity(allow("s3:*", "*"), deny("s3:GetObject", OBJECT));

        assertThat(Access.of(denyFirst).decide(get()))
                .isEqualTo(Access.of(allowFirst).decide(get()));
    }

    @Test
    void aDenyOnTheBucketBeatsAnAllowOfTheCaller() {
        Policy closed = policy(Kind.RESOURCE, with(deny("s3:*", OBJECT), "'Principal':'*'"));

        assertThat(Access.of(READS).on(closed).decide(get())).isInstanceOf(Forbidden.class);
    }

    @Test
    void aDenyOfTheCallerBeatsAnAllowOnTheBucket() {
        Policy logs = identity(deny("s3:*", "arn:aws:s3:::*log*"));
        Policy open = policy(Kind.RESOURCE, toAws(allow("s3:*", "arn:aws:s3:::carlos-logs/*"), USER));
        Request put = Request.of(CARLOS, "s3:PutObject", "arn:aws:s3:::carlos-logs/today");

        assertThat(Access.of(logs).on(open).decide(put)).isInstanceOf(Forbidden.class);
    }

    @Test
    void withinAnAccountTheBucketOrTheCallerMayAllow() {
        assertThat(Access.of().on(BUCKET_OPEN_TO_ROLE).decide(get())).isEqualTo(new Allowed(Kind.RESOURCE));
        assertThat(Access.of(READS)
                        .on(policy(Kind.RESOURCE, toAws(allow("s3:PutObject", OBJECT), ROLE)))
                        .decide(get()))
                .isEqualTo(new Allowed(Kind.IDENTITY));
    }

    @Test
    void namingTheAccountOnTheBucketLeavesTheDecisionToTheCallersPolicies() {
        Policy account = policy(Kind.RESOURCE, toAws(allow("s3:*", OBJECT), "arn:aws:iam::123456789012:root"));

        assertThat(Access.of().on(account).decide(get())).isInstanceOf(NotAllowed.class);
        assertThat(Access.of(READS).on(account).decide(get()).isAllowed()).isTrue();
    }

    @Test
    void aBoundaryGrantsNothingByItself() {
        Policy all = policy(Kind.BOUNDARY, allow("s3:*", "*"));

        assertThat(Access.of().boundedBy(all).decide(get())).isInstanceOf(NotAllowed.class);
    }

    @Test
    void aBoundaryTakesAwayWhatItDoesNotAllow() {
        Policy users = identity(allow("iam:CreateUser", "*"));
        Policy boundary =
                policy(Kind.BOUNDARY, "{'Effect':'Allow','Action':['s3:*','cloudwatch:*','ec2:*'],'Resource':'*'}");
        Request create = Request.of(CARLOS, "iam:CreateUser", "arn:aws:iam::123456789012:user/new");

        assertThat(Access.of(users).decide(create).isAllowed()).isTrue();
        assertThat(Access.of(users).boundedBy(boundary).decide(create)).isInstanceOf(NotAllowed.class);
    }

    @Test
    void aDenyInABoundaryBeatsAnAllowOnTheBucket() {
        Policy never = policy(Kind.BOUNDARY, allow("*", "*"), deny("s3:*", OBJECT));
        Policy everyone = policy(Kind.RESOURCE, with(allow("s3:GetObject", OBJECT), "'Principal':'*'"));

        assertThat(Access.of(READS).boundedBy(never).on(everyone).decide(get())).isInstanceOf(Forbidden.class);
    }

    @Test
    void aBoundaryLimitsWhatABucketGrantsToTheRole() {
        assertThat(Access.of().boundedBy(NO_S3).on(BUCKET_OPEN_TO_ROLE).decide(get()))
                .isInstanceOf(NotAllowed.class);
    }

    @Test
    void aBoundaryDoesNotLimitWhatABucketGrantsToTheSession() {
        Policy toSession = policy(
                Kind.RESOURCE,
                toAws(allow("s3:GetObject", OBJECT), "arn:aws:sts::123456789012:assumed-role/worker/a-session"));

        assertThat(Access.of().boundedBy(NO_S3).on(toSession).decide(get()).isAllowed())
                .isTrue();
    }

    @Test
    void aBoundaryDoesNotLimitWhatABucketGrantsToAUser() {
        Policy toUser = policy(Kind.RESOURCE, toAws(allow("s3:GetObject", OBJECT), USER));
        Request request = Request.of(CARLOS, "s3:GetObject", OBJECT);

        assertThat(Access.of().boundedBy(NO_S3).on(toUser).decide(request).isAllowed())
                .isTrue();
    }

    @Test
    void aBoundaryDoesNotLimitWhatABucketGrantsToEveryoneWithACertainRole() {
        Policy byCondition = policy(
                Kind.RESOURCE,
                with(
                        allow("s3:GetObject", OBJECT),
                        "'Principal':'*','Condition':{'ArnEquals':{'aws:PrincipalArn':'" + ROLE + "'}}"));

        assertThat(Access.of().boundedBy(NO_S3).on(byCondition).decide(get()).isAllowed())
                .isTrue();
    }

    @Test
    void everythingButSomeActionsIsNotADenyOfThoseActions() {
        Policy butIam = identity("{'Effect':'Allow','NotAction':'iam:*','Resource':'*'}");
        Policy iam = identity(allow("iam:GetUser", USER));
        Request getUser = Request.of(WORKER, "iam:GetUser", USER);

        assertThat(Access.of(butIam).decide(get()).isAllowed()).isTrue();
        assertThat(Access.of(butIam).decide(getUser)).isInstanceOf(NotAllowed.class);
        assertThat(Access.of(butIam, iam).decide(getUser).isAllowed()).isTrue();
    }

    @Test
    void denyingAllButSomeActionsLeavesThoseToOtherPolicies() {
        Policy fence = identity("{'Effect':'Deny','NotAction':'s3:GetObject','Resource':'*'}");

        assertThat(Access.of(fence).decide(get())).isInstanceOf(NotAllowed.class);
        assertThat(Access.of(fence, READS).decide(get()).isAllowed()).isTrue();
        assertThat(Access.of(fence, identity(allow("s3:*", "*"))).decide(Request.of(WORKER, "s3:PutObject", OBJECT)))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void denyingAllButSomeResourcesKeepsTheRestOut() {
        Policy all = identity(allow("s3:*", "*"));
        Policy fence = identity(
                "{'Effect':'Deny','Action':'s3:*','NotResource':['arn:aws:s3:::HRBucket/Payroll','arn:aws:s3:::HRBucket/Payroll/*']}");

        assertThat(Access.of(all, fence)
                        .decide(Request.of(WORKER, "s3:GetObject", "arn:aws:s3:::HRBucket/Payroll/june"))
                        .isAllowed())
                .isTrue();
        assertThat(Access.of(all, fence).decide(get())).isInstanceOf(Forbidden.class);
    }

    @Test
    void theCaseOfAnActionSaysNothing() {
        assertThat(Access.of(identity(allow("S3:getobject", OBJECT)))
                        .decide(get())
                        .isAllowed())
                .isTrue();
    }

    @Test
    void aWildcardInAnActionStandsForAnyCharacters() {
        Policy keys = identity(allow("iam:*AccessKey*", USER));

        assertThat(Access.of(keys)
                        .decide(Request.of(CARLOS, "iam:DeleteAccessKey", USER))
                        .isAllowed())
                .isTrue();
        assertThat(Access.of(keys)
                        .decide(Request.of(CARLOS, "iam:DeleteUser", USER))
                        .isAllowed())
                .isFalse();
    }

    @Test
    void anAsteriskInAResourceCrossesSlashes() {
        Policy tests = identity(allow("s3:GetObject", "arn:aws:s3:::bucket/*/test/*"));

        for (String key : new String[] {"1/test/o", "1/2/test/3/o", "1///test///o", "/test/o", "1/2/test/"}) {
            assertThat(Access.of(tests)
                            .decide(Request.of(WORKER, "s3:GetObject", BUCKET + "/" + key))
                            .isAllowed())
                    .as(key)
                    .isTrue();
        }
        for (String key : new String[] {"1-test/o", "test/o", "1/2/test.jpg"}) {
            assertThat(Access.of(tests)
                            .decide(Request.of(WORKER, "s3:GetObject", BUCKET + "/" + key))
                            .isAllowed())
                    .as(key)
                    .isFalse();
        }
    }

    @Test
    void anAsteriskInAResourceStaysWithinItsPart() {
        Policy anyRegion = identity(allow("sqs:SendMessage", "arn:aws:sqs:*:123456789012:queue"));

        assertThat(Access.of(anyRegion)
                        .decide(Request.of(WORKER, "sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:queue"))
                        .isAllowed())
                .isTrue();
        assertThat(Access.of(anyRegion)
                        .decide(Request.of(
                                WORKER, "sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:x:123456789012:queue"))
                        .isAllowed())
                .isFalse();
    }

    @Test
    void theObjectsOfABucketAreNotTheBucket() {
        Policy objects = identity(allow("s3:*", BUCKET + "/*"));

        assertThat(Access.of(objects)
                        .decide(Request.of(WORKER, "s3:ListBucket", BUCKET))
                        .isAllowed())
                .isFalse();
    }

    @Test
    void anActionWithoutResourcesNeedsThePlainAsterisk() {
        Request login = Request.of(WORKER, "ecr:GetAuthorizationToken", "*");

        assertThat(Access.of(identity(allow("ecr:*", "arn:aws:ecr:us-east-1:123456789012:repository/*")))
                        .decide(login)
                        .isAllowed())
                .isFalse();
        assertThat(Access.of(identity(allow("ecr:GetAuthorizationToken", "*")))
                        .decide(login)
                        .isAllowed())
                .isTrue();
    }

    @Test
    void anEndpointLetsThroughOnlyWhatItAllows() {
        Policy own = policy(Kind.ENDPOINT, with(allow("s3:GetObject", OBJECT), "'Principal':'*'"));
        Policy others = policy(Kind.ENDPOINT, with(allow("s3:GetObject", "arn:aws:s3:::else/*"), "'Principal':'*'"));

        assertThat(Access.of(READS).through(own).decide(get()).isAllowed()).isTrue();
        assertThat(Access.of(READS).through(others).decide(get())).isInstanceOf(NotAllowed.class);
        assertThat(Access.of().through(own).decide(get())).isInstanceOf(NotAllowed.class);
    }
}
