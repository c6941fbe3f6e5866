package dev.tryops.infra.settings;

/**
 * What an account or a repository has once, however many environments share it. One environment creates it; for the
 * others it exists already.
 */
public record Singletons(
        Presence stateBucket, Presence githubProvider, Presence autoScalingRole, Presence repositorySecrets) {

    /** The first environment of an account, or one that has its account to itself. */
    static Singletons created() {
        return new Singletons(Presence.CREATE, Presence.CREATE, Presence.CREATE, Presence.CREATE);
    }

    /** Further environments of the account and the repository. */
    static Singletons existing() {
        return new Singletons(Presence.EXISTS, Presence.EXISTS, Presence.EXISTS, Presence.EXISTS);
    }

    /** Whether the environment's stacks make it. */
    public enum Presence {
        CREATE,
        EXISTS
    }
}
