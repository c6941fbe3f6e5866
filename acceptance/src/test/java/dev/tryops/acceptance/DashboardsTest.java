package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The dashboards as a person wants them, and as Grafana finds them. */
class DashboardsTest {

    private static final String DATA_SOURCE = "${datasource}";

    static List<Dashboard> dashboards() {
        return Dashboard.all();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void consistsOfPanelsThatGrafanaBringsItself(Dashboard dashboard) {
        assertThat(dashboard.json().required("schemaVersion").isInt()).isTrue();
        assertThat(dashboard.panels())
                .extracting(panel -> panel.required("type").asString())
                .isSubsetOf("timeseries", "stat", "heatmap", "bargauge", "state-timeline");
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyPanelHasATitleAUnitAQueryAndTheDataSourceThatIsChosen(Dashboard dashboard) {
        for (JsonNode panel : dashboard.panels()) {
            assertThat(panel.required("title").asString()).isNotBlank();
            assertThat(panel.at("/fieldConfig/defaults/unit").asString())
                    .as("unit of %s", panel.required("title"))
                    .isNotBlank();
            assertThat(panel.at("/datasource/uid").asString()).isEqualTo(DATA_SOURCE);
            assertThat(panel.required("targets")).isNotEmpty().allSatisfy(target -> {
                assertThat(target.required("expr").asString()).isNotBlank();
                assertThat(target.at("/datasource/uid").asString()).isEqualTo(DATA_SOURCE);
            });
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panelsAreToldApartAndDoNotOverlap(Dashboard dashboard) {
        Set<Integer> ids = new HashSet<>();
        Set<String> cells = new HashSet<>();
        for (JsonNode panel : dashboard.json().required("panels")) {
            assertThat(ids.add(panel.required("id").asInt())).isTrue();
            JsonNode at = panel.required("gridPos");
            for (int x = 0; x < at.required("w").asInt(); x++) {
                for (int y = 0; y < at.required("h").asInt(); y++) {
                    String cell = (at.required("x").asInt() + x) + ","
                            + (at.required("y").asInt() + y);
                    assertThat(cells.add(cell))
                            .as("%s at %s", panel.required("title"), cell)
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyVariableIsUsedAndEveryOneThatIsUsedIsThere(Dashboard dashboard) {
        String panels = dashboard.json().required("panels").toString();
        Set<String> names = new HashSet<>();
        for (JsonNode variable : dashboard.variables()) {
            String name = variable.required("name").asString();
            names.add(name);
            assertThat(panels).as(name).containsPattern("\\$\\{?" + name + "\\b");
        }
        String without = panels.replaceAll("\\$__\\w+", "");

        assertThat(Pattern.compile("\\$\\{?(\\w+)").matcher(without).results().map(found -> found.group(1)))
                .allMatch(names::contains);
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void timesAreRelative(Dashboard dashboard) {
        assertThat(dashboard.json().at("/time/from").asString()).startsWith("now-");
        assertThat(dashboard.json().at("/time/to").asString()).isEqualTo("now");
        assertThat(dashboard.json().has("id")).isFalse(); // a number of the Grafana that it was exported from
    }

    @Test
    void eachHasAnIdentifierOfItsOwn() {
        assertThat(dashboards())
                .extracting(d -> d.json().required("uid").asString())
                .doesNotHaveDuplicates()
                .allMatch(uid -> uid.matches("tryops-[a-z]+"));
        assertThat(dashboards())
                .extracting(d -> d.json().required("title").asString())
                .doesNotHaveDuplicates();
    }

    @Test
    void grafanaFindsThemByWhatIsProvisioned() {
        assertThat(RuleFiles.read(Dashboard.FOLDER.resolve("provisioning/datasources/prometheus.yml"))
                        .toString())
                .contains("apiVersion=1", "type=prometheus");
        assertThat(RuleFiles.read(Dashboard.FOLDER.resolve("provisioning/dashboards/tryops.yml"))
                        .toString())
                .contains("apiVersion=1", "type=file");
    }
}
