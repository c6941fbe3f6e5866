package dev.tryops.infra.iam;

import static dev.tryops.infra.iam.Documents.OBJECT;
import static dev.tryops.infra.iam.Documents.ROLE;
import static dev.tryops.infra.iam.Documents.WORKER;
import static dev.tryops.infra.iam.Documents.allow;
import static dev.tryops.infra.iam.Documents.deny;
import static dev.tryops.infra.iam.Documents.document;
import static dev.tryops.infra.iam.Documents.identity;
import static dev.tryops.infra.iam.Documents.policy;
import static dev.tryops.infra.iam.Documents.toAws;
import static dev.tryops.infra.iam.Documents.when;
import static dev.tryops.infra.iam.Documents.with;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryops.infra.iam.Policy.Kind;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the evaluator does not understand is an error: never an allow, and never a deny that looks like one. */
class RefusalsTest {

    private static final String ALLOW = allow("s3:GetObject", OBJECT);

    @Test
    void anElementThatItDoesNotKnow() {
        refuses(() -> identity(with(ALLOW, "'Conditions':{}")), "Unknown element of a statement: Conditions");
        refuses(
                () -> Policy.of(Kind.IDENTITY, "{\"Version\":\"2012-10-17\",\"Statements\":[]}"),
                "Unknown element of a policy: Statements");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2012-10-18", "2024-01-01", ""})
    void aVersionThatItDoesNotKnow(String version) {
        refuses(() -> Policy.of(Kind.IDENTITY, document(ALLOW).replace("2012-10-17", version)), "Unknown version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"StringMatches", "stringEquals", "BinaryEquals", "ForSomeValues:StringEquals", "IfExists"})
    void anOperatorThatItDoesNotKnow(String operator) {
        refuses(() -> identity(when(ALLOW, "{'%s':{'a:key':'x'}}".formatted(operator))), "Unknown condition operator");
    }

    @Test
    void anEffectThatIsNeitherOfTheTwo() {
        refuses(() -> identity(ALLOW.replace("Allow", "allow")), "Effect is Allow or Deny");
    }

    @Test
    void aVariable() {
        refuses(() -> identity(allow("s3:GetObject", "arn:aws:s3:::bucket/${aws:username}/*")), "Variables");
        refuses(() -> identity(when(ALLOW, "{'StringLike':{'s3:prefix':'${aws:username}/*'}}")), "Variables");
    }

    @Test
    void bothOrNeitherOfTwoOpposites() {
        refuses(() -> identity(with(ALLOW, "'NotAction':'s3:PutObject'")), "either Action or NotAction");
        refuses(() -> identity("{'Effect':'Allow','Action':'s3:GetObject'}"), "either Resource or NotResource");
        refuses(() -> policy(Kind.RESOURCE, ALLOW), "either Principal or NotPrincipal");
    }

    @Test
    void anElementTwice() {
        refuses(() -> identity(with(ALLOW, "'Effect':'Deny'")), "Not a JSON document");
        refuses(() -> identity(with(ALLOW, "'Sid':'A'"), with(ALLOW, "'Sid':'A'")), "Two statements have the Sid A");
    }

    @Test
    void aPrincipalInAPolicyOfAnIdentity() {
        refuses(() -> identity(toAws(ALLOW, ROLE)), "names no principal");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iam::123456789012:role/*",
                "arn:aws:sts::123456789012:assumed-role/worker/*",
                "arn:aws:iam::123456789012:group/all",
                "AROAEXAMPLEID"
            })
    void aPrincipalThatIsNotNamedWhole(String principal) {
        refuses(() -> policy(Kind.RESOURCE, toAws(ALLOW, principal)), "");
    }

    @Test
    void anotherKindOfPrincipal() {
        refuses(() -> policy(Kind.RESOURCE, with(ALLOW, "'Principal':{'CanonicalUser':'79a5'}")), "kind of principal");
    }

    @Test
    void allowingAllButSomebody() {
        refuses(
                () -> policy(Kind.RESOURCE, with(ALLOW, "'NotPrincipal':{'AWS':'%s'}".formatted(ROLE))),
                "NotPrincipal goes with Deny");
    }

    @Test
    void aResourceInATrustPolicy() {
        refuses(() -> policy(Kind.TRUST, toAws(allow("sts:AssumeRole", "*"), ROLE)), "names no resource");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3", "s*:GetObject", "s3:Get Object", ":"})
    void anActionThatIsNone(String action) {
        refuses(() -> identity(allow(action, OBJECT)), "Not an action");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bucket/key", "arn:aws:s3", "arn:aws:*:::bucket"})
    void aResourceThatIsNone(String resource) {
        refuses(() -> identity(allow("s3:GetObject", resource)), "");
    }

    @Test
    void aValueThatCouldNeverBeCompared() {
        refuses(() -> identity(when(ALLOW, "{'Bool':{'aws:SecureTransport':'no'}}")), "true or false");
        refuses(() -> identity(when(ALLOW, "{'NumericEquals':{'s3:max-keys':'ten'}}")), "Not a number");
        refuses(() -> identity(when(ALLOW, "{'DateLessThan':{'aws:CurrentTime':'soon'}}")), "Not a date");
        refuses(() -> identity(when(ALLOW, "{'IpAddress':{'aws:SourceIp':'10.0.0.0/33'}}")), "Not an IP range");
        refuses(() -> identity(when(ALLOW, "{'IpAddress':{'aws:SourceIp':'example.com'}}")), "Not an IP address");
        refuses(() -> identity(when(ALLOW, "{'ArnLike':{'aws:SourceArn':'*'}}")), "Not an ARN");
        refuses(() -> identity(when(ALLOW, "{'NullIfExists':{'a:key':'true'}}")), "Null");
        refuses(() -> identity(when(ALLOW, "{'StringEquals':{'a:key':[]}}")), "empty");
        refuses(() -> identity(when(ALLOW, "{'StringEquals':{'a:key':{}}}")), "takes texts");
    }

    @Test
    void aQuestionThatIsNotOne() {
        refuses(() -> Request.of(WORKER, "s3:*", OBJECT), "one action");
        refuses(() -> Request.of(WORKER, "s3:GetObject", "bucket/key"), "an ARN or *");
    }

    @Test
    void aQuestionThatNeedsAPolicyWhichIsNotThere() {
        refuses(
                () -> Access.of(identity(allow("kms:*", "*"))).decide(Request.of(WORKER, "kms:Decrypt", Documents.KEY)),
                "give the key's policy");
        refuses(() -> Access.of().decide(Request.of(WORKER, "sts:AssumeRole", ROLE)), "trust policy");
    }

    @Test
    void anotherAccountsResource() {
        refuses(
                () -> Access.of(identity(allow("sqs:*", "*")))
                        .decide(Request.of(WORKER, "sqs:SendMessage", "arn:aws:sqs:us-east-1:999999999999:q")),
                "Another account");
    }

    @Test
    void aPolicyInAPlaceThatIsNotItsOwn() {
        refuses(() -> Access.of(policy(Kind.BOUNDARY, deny("s3:*", "*"))), "cannot hang here");
        refuses(() -> Access.of().boundedBy(identity(ALLOW)), "cannot hang here");
    }

    private static void refuses(ThrowingCallable reading, String why) {
        assertThatThrownBy(reading).isInstanceOf(PolicyError.class).hasMessageContaining(why);
    }
}
