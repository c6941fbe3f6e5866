package dev.tryops.infra.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.infra.NeedsNode;
import dev.tryops.infra.Resource;
import dev.tryops.infra.Synthesized;
import dev.tryops.infra.settings.Environments;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The estimate of what is really synthesized. */
@NeedsNode
class ProductionCostTest {

    @ParameterizedTest
    @EnumSource
    void everythingIsPricedOrFreeForAReason(Environments environment) {
        assertThat(estimate(Synthesized.of(environment.settings())).unpriced()).isEmpty();
    }

    @Test
    void oneNatGatewayLessIsThatMuchLess() {
        Synthesized production = Synthesized.production();
        Synthesized less =
                production.without(production.resources("aws_nat_gateway").getFirst());

        assertThat(estimate(production).total().minus(estimate(less).total()).rounded())
                .isEqualTo(Amount.of(new BigDecimal("32.85")));
    }

    @Test
    void theSeedsWayToCountStillMakesTheSeedsSum() {
        Estimate estimate = estimate(Synthesized.production());

        assertThat(base(estimate, part -> part == Part.SEED)).isEqualByComparingTo("342.20");
        assertThat(base(estimate, Part::isOfTheSeedsDesign)).isEqualByComparingTo("393.20");
        assertThat(base(estimate, part -> part == Part.OWN_KEYS)).isEqualByComparingTo("2.00");
        assertThat(base(estimate, part -> true)).isEqualByComparingTo("395.20");
    }

    private static BigDecimal base(Estimate estimate, Predicate<Part> which) {
        return estimate.sum(which).rounded().base();
    }

    private static Estimate estimate(Synthesized synthesized) {
        List<Found> resources = synthesized.resources().stream()
                .filter(resource -> !resource.type().startsWith("data."))
                .map(ProductionCostTest::found)
                .toList();
        return Estimate.of(
                new Synthesis(resources), SeedDesign.USAGE, CostApp::endOfStandardSupport, SeedDesign.BEFORE_THE_END);
    }

    private static Found found(Resource resource) {
        return new Found(resource.stack(), resource.type(), resource.name(), resource.body());
    }
}
