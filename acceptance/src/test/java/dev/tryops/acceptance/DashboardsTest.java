package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The dashboards as Grafana's own schemas want them, and as a person does. */
class DashboardsTest {

    private static final String DATA_SOURCE = "${datasource}";
    private static final Map<String, String> SCHEMAS = Map.of(
            "timeseries", "timeseries",
            "stat", "stat",
            "heatmap", "heatmap",
            "bargauge", "bargauge",
            "state-timeline", "statetimeline");

    private static final SchemaRegistry SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);

    static List<Dashboard> dashboards() {
        return Dashboard.all();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void isADashboardByGrafanasSchemas(Dashboard dashboard) throws IOException {
        List<Error> faults = new ArrayList<>(schema("dashboard", "Dashboard").validate(dashboard.json()));
        for (JsonNode panel : dashboard.panels()) {
            String kind = SCHEMAS.get(panel.required("type").asString());
            faults.addAll(schema(kind, "Options").validate(panel.required("options")));
            JsonNode custom = panel.at("/fieldConfig/defaults/custom");
            if (!custom.isMissingNode() && has(kind, "FieldConfig")) {
                faults.addAll(schema(kind, "FieldConfig").validate(custom));
            }
            for (JsonNode target : panel.required("targets")) {
                faults.addAll(schema("prometheus", "Dataquery").validate(target));
            }
        }

        assertThat(faults).isEmpty();
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

        assertThat(java.util.regex.Pattern.compile("\\$\\{?(\\w+)")
                        .matcher(without)
                        .results()
                        .map(found -> found.group(1)))
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

    private static Schema schema(String file, String definition) throws IOException {
        ObjectNode schema = (ObjectNode) read(file);
        schema.put("$ref", "#/definitions/" + definition);
        return SCHEMA.getSchema(schema);
    }

    private static boolean has(String file, String definition) throws IOException {
        return read(file).required("definitions").has(definition);
    }

    private static JsonNode read(String file) throws IOException {
        try (InputStream in = DashboardsTest.class.getResourceAsStream("/grafana/" + file + ".jsonschema.json")) {
            return JsonMapper.shared().readTree(in);
        }
    }
}
