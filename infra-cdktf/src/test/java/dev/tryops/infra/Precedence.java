package dev.tryops.infra;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/** What is made before what, which is removed in the opposite order. Terraform makes both orders from the same references. */
final class Precedence {

    private Precedence() {}

    /** Everything that must be there before {@code resource}, of this stack and of those before it. */
    static Set<Resource> before(Synthesized all, Resource resource) {
        Set<Resource> found = new LinkedHashSet<>();
        Deque<Resource> open = new ArrayDeque<>(all.references(resource));
        while (!open.isEmpty()) {
            Resource next = open.pop();
            if (found.add(next)) {
                open.addAll(all.references(next));
            }
        }
        return found;
    }
}
