package dev.tryops.infra.iam;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A policy document, and where it hangs: that decides which elements it has and what it can grant. */
public record Policy(Kind kind, List<Statement> statements) {

    /** Where a policy hangs. */
    public enum Kind {
        /** On a role or a user. */
        IDENTITY,
        /** Above the policies of a role or a user: what they may grant at most. */
        BOUNDARY,
        /** On a bucket, a repository and the like. */
        RESOURCE,
        /** On a key of KMS, without whose word nobody may use the key. */
        KEY,
        /** On a role: who may assume it. It has no resource, being on one. */
        TRUST,
        /** On the endpoint of a VPC: what passes through it at most. */
        ENDPOINT;

        boolean namesPrincipals() {
            return this != IDENTITY && this != BOUNDARY;
        }

        /** Whether the resource's own policy must allow, whatever the caller's policies say. */
        boolean mustAllow() {
            return this == KEY || this == TRUST;
        }
    }

    /** Whoever reads it, {@link PolicyError} is what they get for a part that is not understood. */
    public static Policy of(Kind kind, String json) {
        return PolicyReader.read(kind, json);
    }

    /** The statement that forbids the request, if there is one. */
    Optional<Statement> denial(Request request, boolean bounded) {
        return statements.stream()
                .filter(statement -> statement.effect() == Statement.Effect.DENY)
                .filter(statement -> statement.of(request, bounded) != Grant.NONE)
                .findFirst();
    }

    /** The strongest that it grants. */
    Grant grant(Request request, boolean bounded) {
        return statements.stream()
                .filter(statement -> statement.effect() == Statement.Effect.ALLOW)
                .map(statement -> statement.of(request, bounded))
                .max(Comparator.naturalOrder())
                .orElse(Grant.NONE);
    }

    boolean allows(Request request, boolean bounded) {
        return grant(request, bounded) != Grant.NONE;
    }
}
