package dev.tryops.infra.iam;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One question: may this caller do this, on this resource, in this context?
 *
 * @param resource an ARN, or {@code *} where the action has no resource of its own
 * @param context by key in small letters, because the case of a key says nothing; a key without values is absent
 */
public record Request(Caller caller, String action, String resource, Map<String, List<String>> context) {

    public Request {
        if (!action.contains(":") || Glob.hasWildcard(action)) {
            throw new PolicyError("A request has one action, not: " + action);
        }
        if (!resource.equals("*") && !Arn.isArn(resource)) {
            throw new PolicyError("A request is about an ARN or *, not: " + resource);
        }
        context = Map.copyOf(context);
    }

    /** Over TLS, as every program here asks. */
    public static Request of(Caller caller, String action, String resource) {
        Request request = new Request(caller, action, resource, Map.of()).with("aws:SecureTransport", "true");
        for (Map.Entry<String, String> known : caller.context().entrySet()) {
            request = request.with(known.getKey(), known.getValue());
        }
        return request;
    }

    /** The same, with a value under a key of the context; no value removes the key. */
    public Request with(String key, String... values) {
        Map<String, List<String>> changed = new TreeMap<>(context);
        changed.put(key.toLowerCase(Locale.ROOT), List.of(values));
        return new Request(caller, action, resource, changed);
    }

    public Request overPlainHttp() {
        return with("aws:SecureTransport", "false");
    }

    List<String> values(String key) {
        return context.getOrDefault(key.toLowerCase(Locale.ROOT), List.of());
    }
}
