package dev.tryops.infra.identity;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * A policy of any kind. It becomes a literal string in what is synthesized, and not a data source, so that tests can read
 * what would be in force.
 */
public record PolicyDocument(List<Statement> statements) {

    private static final JsonMapper JSON = JsonMapper.shared();

    public PolicyDocument {
        statements = List.copyOf(statements);
        if (statements.isEmpty()) {
            throw new IllegalArgumentException("A policy has at least one statement");
        }
        Set<String> sids = new HashSet<>();
        statements.forEach(statement -> {
            if (!sids.add(statement.sid())) {
                throw new IllegalArgumentException("Two statements are called " + statement.sid());
            }
        });
    }

    public static PolicyDocument of(Statement... statements) {
        return new PolicyDocument(List.of(statements));
    }

    /** The policy by which the service {@code name} may take a role. */
    public static PolicyDocument trusting(String name, Condition... conditions) {
        Statement statement = Statement.allow("Trust", "sts:AssumeRole").by(new Principal.Service(name));
        for (Condition condition : conditions) {
            statement = statement.when(condition);
        }
        return of(statement);
    }

    public String json() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("Version", "2012-10-17");
        map.put("Statement", statements.stream().map(Statement::asMap).toList());
        return JSON.writeValueAsString(map);
    }
}
