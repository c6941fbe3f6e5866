package dev.tryops.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.AppConfig;
import com.hashicorp.cdktf.TerraformStack;
import dev.tryops.infra.generic.CheckedValues;
import dev.tryops.infra.platform.Chart;
import dev.tryops.infra.platform.Installation;
import dev.tryops.infra.platform.Installations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The order of charts, and that there is one at all. */
@NeedsNode
class OrderTest {

    private final Synthesized production = Synthesized.production();

    @Test
    void nothingWaitsForItself() {
        assertThat(production.resources())
                .allSatisfy(resource ->
                        assertThat(Precedence.before(production, resource)).doesNotContain(resource));
    }

    @Test
    void policiesGoWhileTheirWebhooksHaveAServerAndWorkloadsGoBeforeBoth() {
        List<Resource> removed = removal(charts(Chart.values()));

        assertThat(removed)
                .extracting(release -> release.text("name"))
                .containsExactly("api", "training", "cluster", "monitoring", "policies", "kyverno");
    }

    @Test
    void theOrderIsTheSameHoweverChartsAreGiven() {
        List<Chart> shuffled = new ArrayList<>(Arrays.asList(Chart.values()));
        Collections.reverse(shuffled);

        assertThat(removal(charts(shuffled.toArray(Chart[]::new))))
                .extracting(release -> release.text("name"))
                .endsWith("policies", "kyverno");
    }

    @Test
    void nothingIsInstalledWithoutARelease() {
        Synthesized charts = charts(Chart.values());

        assertThat(charts.resources("helm_release"))
                .allSatisfy(release ->
                        assertThat(Precedence.before(charts, release)).contains(charts.resource("terraform_data")));
    }

    @Test
    void aChartIsInstalledAsAWholeOrNotAtAll() {
        assertThat(charts(Chart.values()).resources("helm_release")).hasSize(6).allSatisfy(release -> {
            assertThat(release.at("/atomic").asBoolean(false)).isTrue();
            assertThat(release.at("/wait").asBoolean(false)).isTrue();
            assertThat(release.at("/timeout").asInt()).isEqualTo(900);
        });
    }

    @Test
    void ourOwnNamespaceIsMadeByAChartAndNotByHelm() {
        assertThat(charts(Chart.values()).resources("helm_release"))
                .filteredOn(release -> release.text("namespace").equals("mlops"))
                .hasSize(2)
                .allMatch(release -> !release.at("/create_namespace").asBoolean(true));
    }

    /** Releases in the order in which Terraform would remove them: each after all that wait for it. */
    private static List<Resource> removal(Synthesized all) {
        List<Resource> left = new ArrayList<>(all.resources("helm_release"));
        List<Resource> order = new ArrayList<>();
        while (!left.isEmpty()) {
            List<Resource> free = left.stream()
                    .filter(candidate -> left.stream()
                            .noneMatch(other -> Precedence.before(all, other).contains(candidate)))
                    .toList();
            assertThat(free).as("what can be removed next").hasSize(1);
            order.addAll(free);
            left.removeAll(free);
        }
        return order;
    }

    /** A stack that installs these, from charts that do not exist. */
    private static Synthesized charts(Chart... charts) {
        return Synthesized.read(Synthesized.directory(directory -> {
            App app = new App(AppConfig.builder().outdir(directory.toString()).build());
            TerraformStack stack = new TerraformStack(app, "charts");
            CheckedValues images = new CheckedValues(stack, "images", Map.of("image", "x"), "There is no image.");
            List<Installation> installations = Arrays.stream(charts)
                    .map(chart -> new Installation(chart, "./" + chart.release(), Map.of("b", 1, "a", 2)))
                    .toList();
            new Installations(stack, "charts", installations, images.resource());
            app.synth();
        }));
    }
}
