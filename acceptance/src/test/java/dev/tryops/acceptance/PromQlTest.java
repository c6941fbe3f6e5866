package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PromQlTest {

    @Test
    void findsMetricsAndTheirMatchers() {
        PromQl query = new PromQl(
                "sum by (job) (rate(a_total{status=~\"x|y\", le=\"0.1\"}[5m])) / on (job) group_left () b_count > bool 0.5");

        assertThat(metrics(query)).containsExactly("a_total", "b_count");
        assertThat(query.selectors().getFirst().matchers())
                .containsEntry("status", new PromQl.Matching("=~", "x|y"))
                .containsEntry("le", new PromQl.Matching("=", "0.1"));
        assertThat(query.namedLabels()).containsExactly("job");
    }

    @Test
    void takesNoFunctionOperatorOrRangeForAMetric() {
        PromQl query = new PromQl("""
                (time() - a:b:last > 3 * scalar(c)) # not d
                  and ignoring (x)
                histogram_quantile(0.99, sum by (le) (increase(e_bucket[$__rate_interval] offset 5m))) or vector(1) unless Inf
                """);

        assertThat(metrics(query)).containsExactly("a:b:last", "c", "e_bucket");
        assertThat(query.namedLabels()).containsExactly("x", "le");
    }

    @Test
    void knowsWhoseLabelsReachTheResult() {
        PromQl query = new PromQl(
                "a / on (x) group_left () (sum by (y) (b) + 0.5 * count by (y) (c)) > scalar(d) or sum(max by (z) (e))");

        assertThat(query.selectors().stream()
                        .filter(PromQl.Selector::reachesTheResult)
                        .map(PromQl.Selector::metric))
                .containsExactly("a");
        assertThat(query.keptLabels()).containsExactly("y");
        assertThat(query.namedLabels()).containsExactly("x", "y", "z");
    }

    @Test
    void aSelectorWithoutAMetricIsNothingThatCouldBeChecked() {
        assertThatThrownBy(() -> new PromQl("sum({job=\"a\"})")).isInstanceOf(AssertionError.class);
    }

    private static List<String> metrics(PromQl query) {
        return query.selectors().stream().map(PromQl.Selector::metric).toList();
    }
}
