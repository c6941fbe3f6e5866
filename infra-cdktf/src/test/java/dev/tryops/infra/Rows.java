package dev.tryops.infra;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All rows. A new class of rows is added here. */
final class Rows {

    private static final List<Subject> SUBJECTS = List.of(
            new Subject("NetworkRows", NetworkRows.rows()),
            new Subject("RouteRows", RouteRows.rows()),
            new Subject("EndpointRows", EndpointRows.rows()),
            new Subject("FlowLogRows", FlowLogRows.rows()),
            new Subject("RegistryRows", RegistryRows.rows()),
            new Subject("BucketRows", BucketRows.rows()),
            new Subject("BucketRuleRows", BucketRuleRows.rows()),
            new Subject("KeyRows", KeyRows.rows()),
            new Subject("KeyUseRows", KeyUseRows.rows()),
            new Subject("GithubRoleRows", GithubRoleRows.rows()),
            new Subject("RoleLimitRows", RoleLimitRows.rows()),
            new Subject("ClusterRows", ClusterRows.rows()),
            new Subject("ClusterAccessRows", ClusterAccessRows.rows()),
            new Subject("NodeRows", NodeRows.rows()),
            new Subject("NodeStartRows", NodeStartRows.rows()),
            new Subject("AddOnRows", AddOnRows.rows()),
            new Subject("PodRoleRows", PodRoleRows.rows()),
            new Subject("ProgramRoleRows", ProgramRoleRows.rows()),
            new Subject("JobRoleRows", JobRoleRows.rows()),
            new Subject("SecurityGroupRows", SecurityGroupRows.rows()),
            new Subject("RepositoryRows", RepositoryRows.rows()),
            new Subject("OrderRows", OrderRows.rows()),
            new Subject("LogRows", LogRows.rows()),
            new Subject("StateRows", StateRows.rows()));

    private Rows() {}

    static Stream<Row> all() {
        return SUBJECTS.stream().flatMap(subject -> subject.rows().stream());
    }

    /** The rows as a table in Markdown, one line each, by number. */
    static String table() {
        Stream<Line> here = SUBJECTS.stream()
                .flatMap(subject -> subject.rows().stream().map(row -> new Line(row.id(), row.says(), subject.name())));
        Stream<Line> elsewhere = Elsewhere.ROWS.stream().map(row -> new Line(row.id(), row.says(), row.subject()));
        return Stream.concat(here, elsewhere)
                .sorted(Comparator.comparingInt(Line::id))
                .map(line -> "| %d | %s | `%s` |%n".formatted(line.id(), line.says(), line.subject()))
                .collect(Collectors.joining("", "| Row | Says | Tested by |\n|---|---|---|\n", ""));
    }

    private record Subject(String name, List<Row> rows) {}

    private record Line(int id, String says, String subject) {}
}
