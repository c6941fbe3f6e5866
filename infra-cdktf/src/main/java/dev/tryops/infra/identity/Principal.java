package dev.tryops.infra.identity;

import java.util.List;

/** Whom a statement of a trust, key, bucket or endpoint policy is about. */
public sealed interface Principal {

    /** Roles, or with an account's root everybody whom that account's own policies allow. */
    record Aws(List<String> arns) implements Principal {}

    record Service(String name) implements Principal {}

    /** Who comes with a token of this provider. */
    record Federated(String providerArn) implements Principal {}

    /** Anybody, for denials and for endpoints, which cannot name their callers otherwise. */
    record Anybody() implements Principal {}

    static Principal aws(String... arns) {
        return new Aws(List.of(arns));
    }
}
