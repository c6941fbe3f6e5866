package dev.tryops.infra;

import static dev.tryops.infra.Mutations.remove;
import static dev.tryops.infra.Mutations.set;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Log groups. */
final class LogRows {

    private static final String TYPE = "aws_cloudwatch_log_group";

    private LogRows() {}

    static List<Row> rows() {
        return List.of(
                new Row(
                        138,
                        "Every log group keeps its lines for 365 days, encrypted with the cluster's key",
                        all -> assertThat(all.resources(TYPE)).isNotEmpty().allSatisfy(group -> {
                            assertThat(group.at("/retention_in_days").asInt()).isEqualTo(365);
                            assertThat(all.referred(group, "aws_kms_key")).isEqualTo(KeyRows.key(all, "eks"));
                        }),
                        set(TYPE, "application-logs/api/group", "/retention_in_days", 30)),
                new Row(
                        139,
                        "What pods of the service and of training say has a group each",
                        all -> assertThat(all.resources(TYPE).stream().map(group -> group.text("name")))
                                .contains(
                                        "/aws/eks/sam-mlops-production-eks/application/api",
                                        "/aws/eks/sam-mlops-production-eks/application/training"),
                        remove(TYPE, "application-logs/training/group")));
    }
}
