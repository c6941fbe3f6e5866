package dev.tryops.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tryops.deployment.EnvironmentFacts;
import dev.tryops.infra.settings.Cidr;
import dev.tryops.infra.settings.EndpointAccess;
import dev.tryops.infra.settings.Environments;
import dev.tryops.infra.settings.InfraSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactsTest {

    private static final InfraSettings PRODUCTION = Environments.PRODUCTION.settings();

    @Test
    void productionTakesWhatQuotasMustGrant() {
        EnvironmentFacts.Capacity capacity = Facts.of(PRODUCTION).capacity();

        assertThat(capacity).isEqualTo(new EnvironmentFacts.Capacity(3, 16, 0, 5));
    }

    @Test
    void spotProcessorsCountApart() {
        assertThat(Facts.of(Environments.DEV.settings()).capacity())
                .isEqualTo(new EnvironmentFacts.Capacity(1, 4, 2, 5));
    }

    @Test
    void whoMayReachTheClusterIsSaid() {
        InfraSettings open = PRODUCTION.with(PRODUCTION
                .cluster()
                .withEndpoint(new EndpointAccess.Restricted(List.of(Cidr.of("office", "192.0.2.0/24")))));

        assertThat(Facts.of(PRODUCTION).cluster().isPrivate()).isTrue();
        assertThat(Facts.of(open).cluster().publicCidrs()).containsExactly("192.0.2.0/24");
    }

    @Test
    void theCommandReadsWhatSynthWrites(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("facts.json");
        Files.writeString(file, Facts.of(PRODUCTION).text());

        assertThat(EnvironmentFacts.read(file, PRODUCTION.environment())).hasValue(Facts.of(PRODUCTION));
    }

    @Test
    void chartsAreLookedForWhereTheyAreInstalled() {
        assertThat(Facts.of(PRODUCTION).charts())
                .extracting(EnvironmentFacts.Chart::name, EnvironmentFacts.Chart::namespace)
                .containsExactly(
                        tuple("kyverno", "kyverno"),
                        tuple("policies", "kyverno"),
                        tuple("monitoring", "monitoring"),
                        tuple("cluster", "kube-system"),
                        tuple("training", "mlops"),
                        tuple("api", "mlops"));
    }

    @Test
    void bucketsAreEmptiedWithTheirRecordsLast() {
        assertThat(Facts.of(PRODUCTION).bucketsIn("123456789012"))
                .containsExactly(
                        "sam-mlops-production-predictions-123456789012",
                        "sam-mlops-production-models-123456789012",
                        "sam-mlops-production-models-123456789012-logs");
    }
}
