package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.acceptance.RuleFiles.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person who is called finds: a sentence, and a section of the runbook. */
class AlertsTest {

    private static final String RUNBOOK = "docs/runbook.md";

    static List<Rule> alerts() {
        return RuleFiles.alerts();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void everyAlertSaysHowUrgentItIsWhatIsWrongAndWhereToReadOn(Rule alert) {
        assertThat(alert.name()).matches("TryOps[A-Z]\\w+");
        assertThat(alert.labels().get("severity")).isIn("page", "ticket");
        assertThat(alert.annotations()).containsOnlyKeys("summary", "description", "runbook_url");
        assertThat(alert.annotations().get("summary")).isNotBlank().doesNotEndWith(".");
        assertThat(alert.annotations().get("description"))
                .hasSizeGreaterThan(100)
                .endsWith(".")
                .contains("$labels.");
        assertThat(alert.annotations().get("runbook_url"))
                .isEqualTo(RUNBOOK + "#" + alert.name().toLowerCase(Locale.ROOT));
    }

    @Test
    void theRunbookHasOneSectionForEachAlertAndNoOther() throws IOException {
        List<String> sections = runbook()
                .lines()
                .filter(line -> line.startsWith("### TryOps"))
                .map(line -> line.substring("### ".length()))
                .toList();

        assertThat(sections)
                .containsExactlyElementsOf(alerts().stream().map(Rule::name).toList());
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void eachSectionSaysWhatItMeansForWhomWhatToLookAtAndWhatToDo(Rule alert) throws IOException {
        String section = runbook().split("### " + alert.name() + "\n")[1].split("\n##")[0];

        assertThat(section).contains("**Meaning.**", "**Impact.**", "**Look at.**", "**Do.**");
    }

    @Test
    void theTableOfAlertsIsComplete() throws IOException {
        String document = Files.readString(RuleFiles.ROOT.resolve("docs/monitoring.md"));

        for (Rule alert : alerts()) {
            assertThat(document)
                    .contains("| [`%s`](runbook.md#%s) | %s |"
                            .formatted(
                                    alert.name(),
                                    alert.name().toLowerCase(Locale.ROOT),
                                    alert.labels().get("severity")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"recording.rules.yml", "alerts.rules.yml"})
    void theFilesAreTheSpecOfAPrometheusRuleToo(String file) {
        Map<String, Object> content = RuleFiles.read(RuleFiles.FOLDER.resolve(file));

        assertThat(content).containsOnlyKeys("groups");
    }

    @Test
    void noNameIsRecordedTwice() {
        assertThat(RuleFiles.recording()).extracting(Rule::name).doesNotHaveDuplicates();
        assertThat(alerts()).extracting(Rule::name).doesNotHaveDuplicates();
    }

    private static String runbook() throws IOException {
        return Files.readString(RuleFiles.ROOT.resolve(RUNBOOK));
    }
}
