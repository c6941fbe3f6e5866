package dev.tryops.infra.policy;

import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What holds for every block of some types.
 *
 * @param id Checkov's, for the same concern; where Checkov does not know an answer, the rule finds or refuses it
 * @param says what must hold, in one sentence
 */
record Rule(String id, String says, Set<String> types, BiPredicate<Template, Resource> holds) {

    static Rule each(String id, String says, String type, Predicate<Resource> holds) {
        return each(id, says, Set.of(type), holds);
    }

    static Rule each(String id, String says, Set<String> types, Predicate<Resource> holds) {
        return new Rule(id, says, types, (template, resource) -> holds.test(resource));
    }

    static Rule among(String id, String says, String type, BiPredicate<Template, Resource> holds) {
        return new Rule(id, says, Set.of(type), holds);
    }

    Stream<Violation> violations(Template template) {
        return template.all(types)
                .filter(resource -> !holds.test(template, resource))
                .map(resource -> new Violation(id, says, resource.stack(), resource.address(), resource.path()));
    }
}
