package dev.tryops.infra;

import java.util.Map;
import java.util.function.UnaryOperator;

/** Ways to break one thing, named by its type and the end of its path. */
final class Mutations {

    private Mutations() {}

    static UnaryOperator<Synthesized> set(String type, String pathEnd, String pointer, Object value) {
        return all -> all.withChange(all.resource(type, pathEnd), pointer, value);
    }

    static UnaryOperator<Synthesized> unset(String type, String pathEnd, String pointer) {
        return all -> all.withChange(all.resource(type, pathEnd), pointer, null);
    }

    static UnaryOperator<Synthesized> remove(String type, String pathEnd) {
        return all -> all.without(all.resource(type, pathEnd));
    }

    /** Replaces a part of the text that {@code field} holds, such as a policy. */
    static UnaryOperator<Synthesized> text(String type, String pathEnd, String field, String from, String to) {
        return all -> all.withText(all.resource(type, pathEnd), "/" + field, from, to);
    }

    static UnaryOperator<Synthesized> add(String stack, String type, Map<String, ?> body) {
        return all -> all.withResource(stack, type, "added", body);
    }
}
