package dev.tryops.infra.iam;

import java.util.List;
import java.util.Locale;

/** One statement: an effect, and when it applies. */
record Statement(
        String sid,
        Effect effect,
        Principals principals,
        Selection actions,
        Selection resources,
        List<Condition> conditions) {

    enum Effect {
        ALLOW,
        DENY
    }

    /**
     * Some, or all but some.
     *
     * @param except whether what matches is left out
     */
    record Selection(boolean except, List<String> patterns) {}

    /** How strongly it speaks of the caller, if it applies to the request at all. */
    Grant of(Request request, boolean bounded) {
        boolean applies = selects(request.action())
                && selectsResource(request.resource())
                && conditions.stream().allMatch(condition -> condition.holds(request));
        return applies ? principals.of(request.caller(), bounded) : Grant.NONE;
    }

    /** The case of an action says nothing. */
    private boolean selects(String action) {
        String asked = action.toLowerCase(Locale.ROOT);
        return actions.patterns().stream().anyMatch(one -> Glob.matches(one.toLowerCase(Locale.ROOT), asked))
                != actions.except();
    }

    private boolean selectsResource(String resource) {
        return resources.patterns().stream()
                        .anyMatch(one -> one.equals("*") || (!resource.equals("*") && Arn.matches(one, resource)))
                != resources.except();
    }
}
