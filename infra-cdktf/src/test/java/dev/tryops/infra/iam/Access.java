package dev.tryops.infra.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The policies that apply to a request of one caller on one resource of the same account. Organizations' and session
 * policies, which nothing here has, are not part of it.
 *
 * @param identity what hangs on the caller
 * @param boundary what the caller's policies may grant at most
 * @param onResource what hangs on the resource: a resource's, a key's or a trust policy
 * @param endpoint what the way there lets through
 */
public record Access(
        List<Policy> identity, Optional<Policy> boundary, Optional<Policy> onResource, Optional<Policy> endpoint) {

    public Access {
        identity = List.copyOf(identity);
        identity.forEach(policy -> hangsWhereItMay(policy, Policy.Kind.IDENTITY));
        boundary.ifPresent(policy -> hangsWhereItMay(policy, Policy.Kind.BOUNDARY));
        onResource.ifPresent(
                policy -> hangsWhereItMay(policy, Policy.Kind.RESOURCE, Policy.Kind.KEY, Policy.Kind.TRUST));
        endpoint.ifPresent(policy -> hangsWhereItMay(policy, Policy.Kind.ENDPOINT));
    }

    private static void hangsWhereItMay(Policy policy, Policy.Kind... kinds) {
        if (!List.of(kinds).contains(policy.kind())) {
            throw new PolicyError("A policy of kind %s cannot hang here".formatted(policy.kind()));
        }
    }

    public static Access of(Policy... identity) {
        return new Access(List.of(identity), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public Access boundedBy(Policy policy) {
        return new Access(identity, Optional.of(policy), onResource, endpoint);
    }

    public Access on(Policy policy) {
        return new Access(identity, boundary, Optional.of(policy), endpoint);
    }

    public Access through(Policy policy) {
        return new Access(identity, boundary, onResource, Optional.of(policy));
    }

    public Decision decide(Request request) {
        check(request);
        boolean bounded = boundary.isPresent();
        for (Policy policy : all()) {
            Optional<Statement> denial = policy.denial(request, bounded);
            if (denial.isPresent()) {
                return new Decision.Forbidden(policy.kind(), denial.get().sid());
            }
        }
        if (endpoint.isPresent() && !endpoint.get().allows(request, bounded)) {
            return new Decision.NotAllowed("the endpoint lets it not through");
        }
        Grant grant = onResource.map(policy -> policy.grant(request, bounded)).orElse(Grant.NONE);
        boolean withinBoundary = boundary.isEmpty() || boundary.get().allows(request, bounded);
        return decide(request, grant, withinBoundary);
    }

    private Decision decide(Request request, Grant grant, boolean withinBoundary) {
        if (grant == Grant.DIRECT || (grant == Grant.LIMITED && withinBoundary)) {
            return new Decision.Allowed(onResource.orElseThrow().kind());
        }
        if (grant == Grant.NONE && onResource.filter(p -> p.kind().mustAllow()).isPresent()) {
            return new Decision.NotAllowed("the policy of %s does not allow it".formatted(request.resource()));
        }
        if (identity.stream().noneMatch(policy -> policy.allows(request, boundary.isPresent()))) {
            return new Decision.NotAllowed("no policy of the caller allows it");
        }
        return withinBoundary
                ? new Decision.Allowed(Policy.Kind.IDENTITY)
                : new Decision.NotAllowed("the permissions boundary does not allow it");
    }

    private List<Policy> all() {
        List<Policy> all = new ArrayList<>(identity);
        Stream.of(boundary, onResource, endpoint).flatMap(Optional::stream).forEach(all::add);
        return all;
    }

    /** Questions whose answer would need what is not here. */
    private void check(Request request) {
        String action = request.action().toLowerCase(Locale.ROOT);
        Optional<Policy.Kind> kind = onResource.map(Policy::kind);
        if (action.startsWith("kms:") && request.resource().contains(":key/") && !isKind(kind, Policy.Kind.KEY)) {
            throw new PolicyError("Nobody uses a key without its policy: give the key's policy");
        }
        if (action.startsWith("sts:assumerole") && !isKind(kind, Policy.Kind.TRUST)) {
            throw new PolicyError("Nobody assumes a role without its trust policy: give it");
        }
        String caller =
                request.values("aws:PrincipalAccount").stream().findFirst().orElse("");
        String owner = request.resource().equals("*") ? "" : Arn.account(request.resource());
        if (!caller.isEmpty() && !owner.isEmpty() && !caller.equals(owner) && !owner.equals("aws")) {
            throw new PolicyError("Another account's resource: both accounts decide, and that is not known here");
        }
    }

    private static boolean isKind(Optional<Policy.Kind> kind, Policy.Kind wanted) {
        return kind.filter(wanted::equals).isPresent();
    }
}
