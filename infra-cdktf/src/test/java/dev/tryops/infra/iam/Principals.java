package dev.tryops.infra.iam;

import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/** Whom a statement speaks of. */
sealed interface Principals {

    /** @param bounded whether the caller has a permissions boundary */
    Grant of(Caller caller, boolean bounded);

    /** Whoever the policy is attached to. */
    record Holder() implements Principals {
        @Override
        public Grant of(Caller caller, boolean bounded) {
            return Grant.DIRECT;
        }
    }

    /** Everyone, credentials or not. */
    record Everyone() implements Principals {
        @Override
        public Grant of(Caller caller, boolean bounded) {
            return Grant.DIRECT;
        }
    }

    /** Those that are named. */
    record Named(Set<Principal> principals) implements Principals {
        @Override
        public Grant of(Caller caller, boolean bounded) {
            return principals.stream()
                    .map(principal -> principal.of(caller))
                    .max(Comparator.naturalOrder())
                    .orElse(Grant.NONE);
        }
    }

    /**
     * All but those that are named. AWS checks account, role and session one after the other, so all of them must be
     * named; whoever has a permissions boundary is never taken out.
     */
    record AllBut(Set<Principal> principals) implements Principals {
        @Override
        public Grant of(Caller caller, boolean bounded) {
            return !bounded && layers(caller).allMatch(layer -> isNamed(caller, layer)) ? Grant.NONE : Grant.DIRECT;
        }

        private boolean isNamed(Caller caller, Grant layer) {
            return principals.stream().anyMatch(principal -> principal.of(caller) == layer);
        }

        private static Stream<Grant> layers(Caller caller) {
            return switch (caller) {
                case Caller.RoleSession role -> Stream.of(Grant.DELEGATED, Grant.LIMITED, Grant.DIRECT);
                case Caller.User user -> Stream.of(Grant.DELEGATED, Grant.DIRECT);
                case Caller.Service service -> Stream.of(Grant.DIRECT);
                case Caller.Federated federated -> Stream.of(Grant.DIRECT);
                case Caller.Anonymous anonymous -> Stream.of(Grant.DIRECT);
            };
        }
    }
}
