package dev.tryops.cli.aws;

import static dev.tryops.cli.aws.Finding.Verdict.OK;
import static dev.tryops.cli.aws.Finding.Verdict.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.deployment.DeploymentFiles;
import dev.tryops.deployment.EnvironmentFacts;
import dev.tryops.model.EnvironmentName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileChecksTest {

    private static final EnvironmentName PRODUCTION = new EnvironmentName("production");
    private static final String PRICE = """
            {"environment": "production", "minimum": 362.83, "base": 393.20, "maximum": 605.78, "unpriced": []}
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "2026-05-30, OK, has standard support until 2026-07-29",
        "2026-05-31, WARN, ends on 2026-07-29. Plan an upgrade",
        "2026-07-29, WARN, ends on 2026-07-29",
        "2026-07-30, WARN, costs 0.60 instead of 0.10 dollars an hour",
        "2027-07-29, WARN, ended on 2026-07-29",
        "2027-07-30, FAIL, extended support of Kubernetes 1.33 ended on 2027-07-29"
    })
    void theEndOfSupportIsToldBeforeAndAfter(LocalDate today, Finding.Verdict verdict, String says) {
        EnvironmentFacts.Cluster cluster = new EnvironmentFacts.Cluster(
                "eks", "1.33", LocalDate.parse("2026-07-29"), LocalDate.parse("2027-07-29"), List.of());

        Finding finding = FileChecks.support(cluster, today);

        assertThat(finding.verdict()).isEqualTo(verdict);
        assertThat(finding.says()).contains(says);
    }

    @Test
    void thePriceIsTheLastEstimatesAndItsAgeIsTold() throws IOException {
        DeploymentFiles files = new DeploymentFiles(directory);
        assertThat(FileChecks.price(files, PRODUCTION))
                .isEqualTo(new Finding(
                        "monthly-price", WARN, "Nobody has estimated it. Run 'make cost ENVIRONMENT=production'"));

        Path file = files.price(PRODUCTION);
        Files.createDirectories(file.getParent());
        Files.writeString(file, PRICE);
        assertThat(FileChecks.price(files, PRODUCTION).verdict()).isEqualTo(OK);

        Files.writeString(files.facts(PRODUCTION), "{}");
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        assertThat(FileChecks.price(files, PRODUCTION).says()).contains("synth has run since");

        Files.writeString(file, PRICE.replace("[]", "[\"aws_new_thing\"]"));
        assertThat(FileChecks.price(files, PRODUCTION).says()).contains("nobody priced: aws_new_thing");

        Files.writeString(file, "{");
        Finding unreadable = FileChecks.price(files, PRODUCTION);
        assertThat(unreadable.verdict()).isEqualTo(WARN);
        assertThat(unreadable.says()).contains("cannot be read");
    }
}
