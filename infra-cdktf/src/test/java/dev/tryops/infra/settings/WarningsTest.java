package dev.tryops.infra.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class WarningsTest {

    private static final InfraSettings SETTINGS =
            Environments.PRODUCTION.settings().with(new TrainingData.S3("s3://data/loans.csv"));
    private static final LocalDate LAST_DAY = LocalDate.of(2026, 7, 29);

    @Test
    void aVersionIsSupportedUpToItsLastDay() {
        assertThat(Warnings.of(SETTINGS, LAST_DAY)).isEmpty();
        assertThat(Warnings.of(SETTINGS, LAST_DAY.plusDays(1)))
                .containsExactly(
                        "cluster.version is 1.33, whose standard support ended on 2026-07-29: the control plane"
                                + " costs six times as much.");
    }

    @Test
    void aVersionWithoutAnySupportIsUpgradedByAws() {
        assertThat(Warnings.of(SETTINGS, LAST_DAY.plusYears(1).plusDays(1)))
                .containsExactly(
                        "cluster.version is 1.33, which AWS has not supported since 2027-07-29: it upgrades the"
                                + " cluster by itself.");
    }

    @Test
    void drawnRowsAndATeardownAreSaid() {
        assertThat(Warnings.of(Environments.PRODUCTION.settings().with(new Options(false, true)), LAST_DAY))
                .containsExactly(
                        "trainingData is 5000 drawn rows: models of production decide nothing real.",
                        "options.teardown is on: production may be destroyed with all that is in its buckets.");
    }
}
