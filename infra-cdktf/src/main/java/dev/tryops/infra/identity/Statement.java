package dev.tryops.infra.identity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a policy.
 *
 * @param resources empty in trust policies alone
 * @param conditions all of which must be met
 */
public record Statement(
        String sid,
        Effect effect,
        @Nullable Principal principal,
        List<String> actions,
        List<String> resources,
        List<Condition> conditions) {

    public Statement {
        actions = List.copyOf(actions);
        resources = List.copyOf(resources);
        conditions = List.copyOf(conditions);
        if (!sid.matches("[A-Za-z0-9]+")) {
            throw new IllegalArgumentException("Not a statement's name: '" + sid + "'. Use letters and digits");
        }
        if (actions.isEmpty()) {
            throw new IllegalArgumentException("The statement " + sid + " has no actions");
        }
    }

    public static Statement allow(String sid, String... actions) {
        return allow(sid, List.of(actions));
    }

    public static Statement allow(String sid, List<String> actions) {
        return new Statement(sid, Effect.ALLOW, null, actions, List.of(), List.of());
    }

    public static Statement deny(String sid, String... actions) {
        return new Statement(sid, Effect.DENY, null, List.of(actions), List.of(), List.of());
    }

    public Statement on(String... newResources) {
        return on(List.of(newResources));
    }

    public Statement on(List<String> newResources) {
        return new Statement(sid, effect, principal, actions, newResources, conditions);
    }

    /** On every resource, which only actions of {@link Unscoped} may be: AWS knows no resource for them. */
    public Statement everywhere() {
        actions.forEach(Unscoped::check);
        return on("*");
    }

    public Statement called(String newSid) {
        return new Statement(newSid, effect, principal, actions, resources, conditions);
    }

    public Statement by(Principal newPrincipal) {
        return new Statement(sid, effect, newPrincipal, actions, resources, conditions);
    }

    /** The same under one more condition. */
    public Statement when(Condition condition) {
        List<Condition> all = new ArrayList<>(conditions);
        all.add(condition);
        return new Statement(sid, effect, principal, actions, resources, all);
    }

    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("Sid", sid);
        map.put("Effect", effect == Effect.ALLOW ? "Allow" : "Deny");
        if (principal != null) {
            map.put("Principal", asValue(principal));
        }
        map.put("Action", actions);
        if (!resources.isEmpty()) {
            map.put("Resource", resources);
        }
        if (!conditions.isEmpty()) {
            map.put("Condition", conditionsAsMap());
        }
        return map;
    }

    private static Object asValue(Principal principal) {
        return switch (principal) {
            case Principal.Aws(List<String> arns) -> Map.of("AWS", arns);
            case Principal.Service(String name) -> Map.of("Service", name);
            case Principal.Federated(String arn) -> Map.of("Federated", arn);
            case Principal.Anybody() -> "*";
        };
    }

    private Map<String, Map<String, List<String>>> conditionsAsMap() {
        Map<String, Map<String, List<String>>> map = new LinkedHashMap<>();
        for (Condition condition : conditions) {
            List<String> earlier = map.computeIfAbsent(condition.operator(), operator -> new LinkedHashMap<>())
                    .put(condition.key(), condition.values());
            if (earlier != null) {
                throw new IllegalArgumentException("The statement %s has two conditions %s on %s"
                        .formatted(sid, condition.operator(), condition.key()));
            }
        }
        return map;
    }

    /** What a statement does. */
    public enum Effect {
        ALLOW,
        DENY
    }
}
