package dev.tryops.infra.policy;

import java.time.LocalDate;
import java.util.List;

/**
 * The register of what is allowed to break a rule, for the rules here and for Checkov: each with a reason that a reviewer can
 * follow, an owner who looks at it again, and a day on which it ends. An exception that nothing needs any more is a failure.
 */
public final class Exceptions {

    private final List<Entry> entries;

    Exceptions(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * One exception.
     *
     * @param id of the rule, or of a check that only Checkov has
     * @param resource the construct's path, with {@code *} for any characters
     * @param owner who decides whether it is renewed
     * @param expires the last day on which it holds
     */
    record Entry(String id, String resource, String owner, String reason, LocalDate expires) {

        Entry {
            if (!id.matches("CKV2?_[A-Z0-9]+_\\d+")) {
                throw new IllegalArgumentException("Not an id of Checkov's: " + id);
            }
            if (resource.replaceAll("[*/?]", "").isEmpty()) {
                throw new IllegalArgumentException("An exception of %s for everything is none".formatted(id));
            }
            if (owner.isBlank() || reason.isBlank()) {
                throw new IllegalArgumentException("An exception of %s needs an owner and a reason".formatted(id));
            }
        }

        boolean covers(String violated, String path) {
            return id.equals(violated) && Wildcard.covers(resource, path);
        }

        boolean isExpired(LocalDate today) {
            return today.isAfter(expires);
        }
    }

    /** The project's own. */
    public static Exceptions registered() {
        return new Exceptions(Register.ENTRIES);
    }

    List<Entry> entries() {
        return entries;
    }

    List<Entry> expired(LocalDate today) {
        return entries.stream().filter(entry -> entry.isExpired(today)).toList();
    }

    /** Those that hold for a violation today; more than one may. */
    List<Entry> covering(String id, String path, LocalDate today) {
        return entries.stream()
                .filter(entry -> !entry.isExpired(today) && entry.covers(id, path))
                .toList();
    }

    boolean cover(Violation violation, LocalDate today) {
        return !covering(violation.id(), violation.path(), today).isEmpty();
    }
}
