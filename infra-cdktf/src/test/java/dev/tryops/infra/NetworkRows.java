package dev.tryops.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Addresses and the ways out of them. */
final class NetworkRows {

    private NetworkRows() {}

    static List<Row> rows() {
        return List.of(new Row(
                3,
                "The provider works in the environment's region and tags everything with project, environment,"
                        + " namespace and what manages it",
                all -> {
                    for (String stack : all.stackNames()) {
                        var provider = all.stack(stack).at("/provider/aws/0");
                        assertThat(provider.path("region").asString()).isEqualTo("us-east-1");
                        var tags = provider.at("/default_tags/0/tags");
                        assertThat(tags.propertyNames())
                                .containsExactlyInAnyOrder("Project", "Environment", "Namespace", "ManagedBy");
                        assertThat(tags.path("Environment").asString()).isEqualTo("production");
                    }
                },
                all -> all.withChange("cluster", "/provider/aws/0/default_tags/0/tags/Namespace", null)));
    }
}
