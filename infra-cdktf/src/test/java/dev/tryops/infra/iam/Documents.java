package dev.tryops.infra.iam;

import java.util.List;
import java.util.stream.Collectors;

/** Policies for the vectors, written as short as their point allows. */
final class Documents {

    static final String ACCOUNT = "123456789012";
    static final String ROLE = "arn:aws:iam::123456789012:role/worker";
    static final String OTHER_ROLE = "arn:aws:iam::123456789012:role/other";
    static final String USER = "arn:aws:iam::123456789012:user/carlos";
    static final Caller WORKER = Caller.role(ROLE);
    static final Caller CARLOS = Caller.user(USER);
    static final String BUCKET = "arn:aws:s3:::bucket";
    static final String OBJECT = "arn:aws:s3:::bucket/key";
    static final String KEY = "arn:aws:kms:us-east-1:123456789012:key/0000";

    private Documents() {}

    static Policy policy(Policy.Kind kind, String... statements) {
        return Policy.of(kind, document(statements));
    }

    static Policy identity(String... statements) {
        return policy(Policy.Kind.IDENTITY, statements);
    }

    /** Apostrophes stand for quotation marks. */
    static String document(String... statements) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[%s]}"
                .formatted(List.of(statements).stream()
                        .map(statement -> statement.replace('\'', '"'))
                        .collect(Collectors.joining(",")));
    }

    static String allow(String action, String resource) {
        return "{'Effect':'Allow','Action':'%s','Resource':'%s'}".formatted(action, resource);
    }

    static String deny(String action, String resource) {
        return "{'Effect':'Deny','Action':'%s','Resource':'%s'}".formatted(action, resource);
    }

    /** With what more it has: a principal, a condition. */
    static String with(String statement, String more) {
        return statement.substring(0, statement.length() - 1) + "," + more + "}";
    }

    static String toAws(String statement, String arn) {
        return with(statement, "'Principal':{'AWS':'%s'}".formatted(arn));
    }

    static String when(String statement, String condition) {
        return with(statement, "'Condition':" + condition);
    }

    static Request get() {
        return Request.of(WORKER, "s3:GetObject", OBJECT);
    }
}
