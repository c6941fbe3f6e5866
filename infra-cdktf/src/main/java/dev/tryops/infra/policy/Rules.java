package dev.tryops.infra.policy;

import java.util.List;
import java.util.stream.Stream;

/** All of them. */
final class Rules {

    private static final List<Rule> ALL = Stream.of(
                    NetworkRules.all(),
                    SecurityGroupRules.all(),
                    ClusterRules.all(),
                    RegistryRules.all(),
                    BucketRules.all(),
                    KeyRules.all(),
                    IdentityRules.all(),
                    StateRules.all())
            .flatMap(List::stream)
            .toList();

    private Rules() {}

    static List<Rule> all() {
        return ALL;
    }

    static List<Violation> violations(Template template) {
        return ALL.stream().flatMap(rule -> rule.violations(template)).toList();
    }
}
