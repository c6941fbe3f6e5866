package dev.tryops.infra.iam;

import static dev.tryops.infra.iam.Documents.ACCOUNT;
import static dev.tryops.infra.iam.Documents.BUCKET;
import static dev.tryops.infra.iam.Documents.CARLOS;
import static dev.tryops.infra.iam.Documents.OBJECT;
import static dev.tryops.infra.iam.Documents.OTHER_ROLE;
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

import dev.tryops.infra.iam.Decision.Forbidden;
import dev.tryops.infra.iam.Decision.NotAllowed;
import dev.tryops.infra.iam.Policy.Kind;
import org.junit.jupiter.api.Test;

/**
 * Whom a policy speaks of, and what keys and roles demand of their own policies. Restated from AWS's IAM User Guide
 * ("Principal", "NotPrincipal", "Policy evaluation logic"), the KMS Developer Guide ("Key policies", "Default key policy")
 * and the S3 User Guide ("Enforce conditional writes").
 */
class PrincipalVectorsTest {

    private static final String ROOT = "arn:aws:iam::123456789012:root";
    private static final String DECRYPT = "'Effect':'Allow','Action':'kms:Decrypt','Resource':'*'";
    private static final Request DECRYPTS = Request.of(WORKER, "kms:Decrypt", Documents.KEY);
    private static final Policy MAY_DECRYPT = identity(allow("kms:Decrypt", Documents.KEY));

    @Test
    void theAccountNumberAndItsRootMeanTheSame() {
        for (String account : new String[] {ACCOUNT, ROOT}) {
            Policy closed = policy(Kind.RESOURCE, toAws(deny("s3:GetObject", OBJECT), account));

            assertThat(Access.of(identity(allow("s3:*", "*"))).on(closed).decide(get()))
                    .isInstanceOf(Forbidden.class);
        }
    }

    @Test
    void everyoneIncludesThoseWithoutCredentials() {
        Policy open = policy(Kind.RESOURCE, with(allow("s3:GetObject", OBJECT), "'Principal':{'AWS':'*'}"));

        assertThat(Access.of()
                        .on(open)
                        .decide(Request.of(new Caller.Anonymous(), "s3:GetObject", OBJECT))
                        .isAllowed())
                .isTrue();
    }

    @Test
    void aBucketThatNamesOneRoleSaysNothingOfAnother() {
        Policy toOther = policy(Kind.RESOURCE, toAws(allow("s3:GetObject", OBJECT), OTHER_ROLE));

        assertThat(Access.of().on(toOther).decide(get())).isInstanceOf(NotAllowed.class);
    }

    @Test
    void aServiceIsNamedByItsOwnKindOfPrincipal() {
        Policy logging = policy(
                Kind.RESOURCE,
                with(
                        allow("s3:PutObject", BUCKET + "/logs/*"),
                        "'Principal':{'Service':'logging.s3.amazonaws.com'},"
                                + "'Condition':{'StringEquals':{'aws:SourceAccount':'123456789012'}}"));
        Request put = Request.of(Caller.service("logging.s3.amazonaws.com"), "s3:PutObject", BUCKET + "/logs/1");

        assertThat(Access.of()
                        .on(logging)
                        .decide(put.with("aws:SourceAccount", ACCOUNT))
                        .isAllowed())
                .isTrue();
        assertThat(Access.of()
                        .on(logging)
                        .decide(put.with("aws:SourceAccount", "999999999999"))
                        .isAllowed())
                .isFalse();
        assertThat(Access.of()
                        .on(logging)
                        .decide(Request.of(Caller.service("ec2.amazonaws.com"), "s3:PutObject", BUCKET + "/logs/1")
                                .with("aws:SourceAccount", ACCOUNT))
                        .isAllowed())
                .isFalse();
    }

    @Test
    void allButOneAreDeniedWhenUserAndAccountAreNamed() {
        Policy onlyCarlos = policy(
                Kind.RESOURCE, with(deny("s3:*", OBJECT), "'NotPrincipal':{'AWS':['%s','%s']}".formatted(USER, ROOT)));
        Policy reads = identity(allow("s3:GetObject", OBJECT));

        assertThat(Access.of(reads)
                        .on(onlyCarlos)
                        .decide(Request.of(CARLOS, "s3:GetObject", OBJECT))
                        .isAllowed())
                .isTrue();
        assertThat(Access.of(reads).on(onlyCarlos).decide(get())).isInstanceOf(Forbidden.class);
    }

    @Test
    void exceptingARoleWithoutItsSessionExceptsNobody() {
        Policy onlyRole = policy(
                Kind.RESOURCE, with(deny("s3:*", OBJECT), "'NotPrincipal':{'AWS':['%s','%s']}".formatted(ROLE, ROOT)));

        assertThat(Access.of(identity(allow("s3:GetObject", OBJECT)))
                        .on(onlyRole)
                        .decide(get()))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void whoeverHasABoundaryIsNeverExcepted() {
        Policy onlyCarlos = policy(
                Kind.RESOURCE, with(deny("s3:*", OBJECT), "'NotPrincipal':{'AWS':['%s','%s']}".formatted(USER, ROOT)));

        assertThat(Access.of(identity(allow("s3:GetObject", OBJECT)))
                        .boundedBy(policy(Kind.BOUNDARY, allow("*", "*")))
                        .on(onlyCarlos)
                        .decide(Request.of(CARLOS, "s3:GetObject", OBJECT)))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void theCallersPoliciesAreWorthNothingWithoutTheKeysWord() {
        Policy toOther = policy(Kind.KEY, "{%s,'Principal':{'AWS':'%s'}}".formatted(DECRYPT, OTHER_ROLE));

        assertThat(Access.of(MAY_DECRYPT).on(toOther).decide(DECRYPTS)).isInstanceOf(NotAllowed.class);
    }

    @Test
    void namingTheAccountOnAKeyEnablesTheCallersPoliciesAndGrantsNothingItself() {
        Policy delegating = policy(Kind.KEY, toAws(allow("kms:*", "*"), ROOT));

        assertThat(Access.of(MAY_DECRYPT).on(delegating).decide(DECRYPTS).isAllowed())
                .isTrue();
        assertThat(Access.of().on(delegating).decide(DECRYPTS)).isInstanceOf(NotAllowed.class);
    }

    @Test
    void aKeyThatDelegatesUnderAConditionDelegatesOnlyThen() {
        Policy viaS3 = policy(
                Kind.KEY,
                "{%s,'Principal':{'AWS':'%s'},'Condition':{'StringEquals':{'kms:ViaService':'s3.us-east-1.amazonaws.com'}}}"
                        .formatted(DECRYPT, ROOT));

        assertThat(Access.of(MAY_DECRYPT)
                        .on(viaS3)
                        .decide(DECRYPTS.with("kms:ViaService", "s3.us-east-1.amazonaws.com"))
                        .isAllowed())
                .isTrue();
        assertThat(Access.of(MAY_DECRYPT).on(viaS3).decide(DECRYPTS).isAllowed())
                .isFalse();
    }

    @Test
    void aKeyThatNamesARoleNeedsNoPolicyOfTheRole() {
        Policy direct = policy(Kind.KEY, "{%s,'Principal':{'AWS':'%s'}}".formatted(DECRYPT, ROLE));

        assertThat(Access.of().on(direct).decide(DECRYPTS).isAllowed()).isTrue();
    }

    @Test
    void aCallersDenyCountsWithoutTheKeysWord() {
        Policy direct = policy(Kind.KEY, "{%s,'Principal':{'AWS':'%s'}}".formatted(DECRYPT, ROLE));

        assertThat(Access.of(identity(deny("kms:*", "*"))).on(direct).decide(DECRYPTS))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void aRoleIsAssumedOnlyByWhomItTrusts() {
        Policy toEc2 = policy(
                Kind.TRUST, "{'Effect':'Allow','Action':'sts:AssumeRole','Principal':{'Service':'ec2.amazonaws.com'}}");
        Request assume = Request.of(WORKER, "sts:AssumeRole", OTHER_ROLE);

        assertThat(Access.of(identity(allow("sts:AssumeRole", "*"))).on(toEc2).decide(assume))
                .isInstanceOf(NotAllowed.class);
        assertThat(Access.of()
                        .on(toEc2)
                        .decide(Request.of(Caller.service("ec2.amazonaws.com"), "sts:AssumeRole", OTHER_ROLE))
                        .isAllowed())
                .isTrue();
    }

    @Test
    void aRoleThatTrustsItsAccountAsksForAPolicyOfTheCallerToo() {
        Policy toAccount = policy(
                Kind.TRUST, "{'Effect':'Allow','Action':'sts:AssumeRole','Principal':{'AWS':'%s'}}".formatted(ROOT));
        Request assume = Request.of(WORKER, "sts:AssumeRole", OTHER_ROLE);

        assertThat(Access.of().on(toAccount).decide(assume).isAllowed()).isFalse();
        assertThat(Access.of(identity(allow("sts:AssumeRole", OTHER_ROLE)))
                        .on(toAccount)
                        .decide(assume)
                        .isAllowed())
                .isTrue();
    }

    @Test
    void aTokenMustSayWhatTheTrustPolicyWants() {
        String provider = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";
        Policy trust = policy(Kind.TRUST, """
                {'Effect':'Allow','Action':'sts:AssumeRoleWithWebIdentity','Principal':{'Federated':'%s'},
                 'Condition':{'StringEquals':{'token.actions.githubusercontent.com:aud':'sts.amazonaws.com',
                  'token.actions.githubusercontent.com:sub':'repo:o/r:ref:refs/heads/master'}}}""".formatted(provider));
        Request assume = Request.of(Caller.federated(provider), "sts:AssumeRoleWithWebIdentity", ROLE)
                .with("token.actions.githubusercontent.com:aud", "sts.amazonaws.com");

        assertThat(Access.of()
                        .on(trust)
                        .decide(assume.with(
                                "token.actions.githubusercontent.com:sub", "repo:o/r:ref:refs/heads/master"))
                        .isAllowed())
                .isTrue();
        assertThat(Access.of()
                        .on(trust)
                        .decide(assume.with("token.actions.githubusercontent.com:sub", "repo:o/r:ref:refs/heads/other"))
                        .isAllowed())
                .isFalse();
        assertThat(Access.of().on(trust).decide(assume).isAllowed()).isFalse();
    }

    @Test
    void aBucketCanDemandThatEveryPutHasACondition() {
        Policy guarded = policy(
                Kind.RESOURCE,
                with(
                        deny("s3:PutObject", BUCKET + "/serving/*"),
                        "'Principal':'*','Condition':{'Null':{'s3:if-match':'true','s3:if-none-match':'true'}}"));
        Request put = Request.of(WORKER, "s3:PutObject", BUCKET + "/serving/production.json");
        Access access =
                Access.of(identity(allow("s3:PutObject", BUCKET + "/*"))).on(guarded);

        assertThat(access.decide(put)).isInstanceOf(Forbidden.class);
        assertThat(access.decide(put.with("s3:if-match", "tag")).isAllowed()).isTrue();
        assertThat(access.decide(put.with("s3:if-none-match", "*")).isAllowed()).isTrue();
    }

    @Test
    void aBucketThatRefusesPlainHttpRefusesServicesToo() {
        Policy tls = policy(
                Kind.RESOURCE,
                with(deny("s3:*", OBJECT), "'Principal':'*','Condition':{'Bool':{'aws:SecureTransport':'false'}}"),
                with(allow("s3:PutObject", OBJECT), "'Principal':{'Service':'logging.s3.amazonaws.com'}"));
        Request put = Request.of(Caller.service("logging.s3.amazonaws.com"), "s3:PutObject", OBJECT);

        assertThat(Access.of().on(tls).decide(put).isAllowed()).isTrue();
        assertThat(Access.of().on(tls).decide(put.overPlainHttp())).isInstanceOf(Forbidden.class);
    }
}
