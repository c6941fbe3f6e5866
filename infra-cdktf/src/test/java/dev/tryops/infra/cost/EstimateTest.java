package dev.tryops.infra.cost;

import static dev.tryops.infra.cost.SeedDesign.estimate;
import static dev.tryops.infra.cost.SeedDesign.found;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the seed's design costs, and what each correction of the seed's own estimate makes of it. */
class EstimateTest {

    @TempDir
    Path directory;

    @Test
    void theSeedsSumIsReproducedToTheCent() {
        assertThat(base(estimate(SeedDesign.synthesis()).sum(part -> part == Part.SEED)))
                .isEqualByComparingTo("342.20");
    }

    @ParameterizedTest
    @CsvSource({
        "ENDPOINT_ZONES, 21.90",
        "VOLUMES, 7.20",
        "NAT_ADDRESSES, 10.95",
        "BALANCER_ADDRESSES, 10.95",
        "EXTENDED_SUPPORT, 0.00",
        "OWN_KEYS, 0.00",
        "MORE_ENDPOINTS, 0.00",
        "TRAFFIC, 0.00"
    })
    void everyCorrectionIsADeltaOfItsOwn(Part part, BigDecimal delta) {
        assertThat(base(estimate(SeedDesign.synthesis()).sum(one -> one == part)))
                .isEqualByComparingTo(delta);
    }

    @Test
    void theSeedsDesignCountedRightIsTheCorrectedBase() {
        Estimate estimate = estimate(SeedDesign.synthesis());

        assertThat(base(estimate.sum(Part::isOfTheSeedsDesign))).isEqualByComparingTo("393.20");
        assertThat(base(estimate.total())).isEqualByComparingTo("393.20");
        assertThat(estimate.unpriced()).isEmpty();
    }

    @Test
    void fromTheDayAfterStandardSupportItCostsExtendedSupport() {
        Estimate late =
                Estimate.of(SeedDesign.synthesis(), SeedDesign.USAGE, SeedDesign::calendar, SeedDesign.AFTER_THE_END);

        assertThat(base(late.sum(part -> part == Part.EXTENDED_SUPPORT))).isEqualByComparingTo("365.00");
        assertThat(base(late.total())).isEqualByComparingTo("758.20");
        assertThat(base(late.sum(part -> part == Part.SEED))).isEqualByComparingTo("342.20");
    }

    @Test
    void atTheLargestScaleThereAreMoreNodesAndTheirVolumes() {
        Estimate estimate = estimate(SeedDesign.synthesis());
        Amount compute = estimate.sum(part -> part == Part.SEED);
        Amount volumes = estimate.sum(part -> part == Part.VOLUMES);

        assertThat(Amount.cents(compute.maximum().subtract(compute.base()))).isEqualByComparingTo("212.58");
        assertThat(Amount.cents(volumes.maximum().subtract(volumes.base()))).isEqualByComparingTo("12.80");
        assertThat(compute.minimum()).isEqualByComparingTo(compute.base());
    }

    @Test
    void oneNatGatewayLessIsThatMuchLess() {
        Estimate less = estimate(SeedDesign.without(found -> found.address().equals("foundation/aws_nat_gateway.b")));

        Amount saved = estimate(SeedDesign.synthesis()).total().minus(less.total());

        assertThat(saved.rounded()).isEqualTo(Amount.of(new BigDecimal("32.85")));
    }

    @Test
    void anEndpointIsPaidForInEachOfItsZones() {
        Estimate hardened = estimate(SeedDesign.plus(SeedDesign.endpoint("sts", 3), SeedDesign.endpoint("logs", 1)));

        assertThat(base(hardened.sum(part -> part == Part.MORE_ENDPOINTS))).isEqualByComparingTo("29.20");
        assertThat(base(hardened.sum(Part::isOfTheSeedsDesign))).isEqualByComparingTo("393.20");
    }

    @Test
    void keysThatTheSeedHasNotAreToldApart() {
        Estimate more = estimate(SeedDesign.plus(
                found("foundation", "aws_kms_key", "signing", "{'key_usage': 'SIGN_VERIFY'}"),
                found("bootstrap", "aws_kms_key", "state", "{}")));

        assertThat(base(more.sum(part -> part == Part.OWN_KEYS))).isEqualByComparingTo("2.00");
        assertThat(base(more.sum(part -> part == Part.SEED))).isEqualByComparingTo("342.20");
    }

    @Test
    void nodesOnSpotArePricedAsIfTheyWereNot() {
        List<Found> nodes = new ArrayList<>(SeedDesign.nodes("batch", "t3.large", "0, 1, 3", 50));
        nodes.add(found(
                "cluster",
                "aws_eks_node_group",
                "spot",
                nodes.removeLast().body().toString().replace("ON_DEMAND", "SPOT")));

        Estimate estimate = estimate(new Synthesis(nodes));

        assertThat(estimate.lines())
                .filteredOn(line -> line.what().contains("t3.large"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.what()).isEqualTo("1 (0 to 3) × t3.large at most, as spot is cheaper");
                    assertThat(line.amount().minimum()).isZero();
                    assertThat(line.amount().base()).isEqualByComparingTo("60.736");
                });
    }

    @Test
    void whatNobodyPricedIsListedAndInNoSum() {
        Estimate estimate = estimate(SeedDesign.plus(found("foundation", "aws_new_thing", "x", "{}")));

        assertThat(estimate.unpriced())
                .containsOnlyKeys("foundation/aws_new_thing.x")
                .containsValue(new Estimate.Unpriced("aws_new_thing", "nobody has priced this type"));
        assertThat(base(estimate.total())).isEqualByComparingTo("393.20");
        assertThat(Report.of(estimate)).contains("Not priced, and in no sum:", "foundation/aws_new_thing.x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "aws_eks_node_group | {'instance_types': ['m9.huge']} | price of instances of",
                "aws_eks_node_group | {'instance_types': ['t3.medium', 't3.large']} | price of instances of",
                "aws_eks_node_group | {'instance_types': ['t3.medium'], 'scaling_config': {'min_size': '${x}'}} | min_size is not a number",
                "aws_eks_cluster | {'version': '1.99'} | nobody knows 1.99",
                "aws_vpc_endpoint | {'vpc_endpoint_type': 'Interface', 'subnet_ids': '${x}'} | how many subnets"
            })
    void whatIsWrittenInAnotherWayIsUnpricedWithTheReason(String type, String json, String reason) {
        Estimate estimate = estimate(new Synthesis(List.of(found("s", type, "x", json))));

        assertThat(estimate.unpriced()).hasSize(1);
        assertThat(estimate.unpriced().get("s/" + type + ".x").reason()).contains(reason);
    }

    @Test
    void nodesWithoutAKnownVolumeAreUnpriced() {
        List<Found> nodes = SeedDesign.nodes("api", "t3.medium", "2, 2, 5", 20);
        Found io2 = found(
                "cluster",
                "aws_launch_template",
                "api",
                nodes.getFirst().body().toString().replace("gp3", "io2"));

        assertThat(estimate(new Synthesis(List.of(io2, nodes.getLast()))).unpriced())
                .hasSize(1);
        assertThat(estimate(new Synthesis(List.of(nodes.getLast()))).unpriced().values())
                .extracting(Estimate.Unpriced::reason)
                .containsExactly("'${aws_launch_template.api.id}' names no resource of its stack");
    }

    @Test
    void onlyThesePricesAreNotTheSeeds() {
        assertThat(Price.values())
                .filteredOn(price -> price.source() != Price.Source.SEED)
                .containsExactly(Price.CONTROL_PLANE_IN_EXTENDED_SUPPORT, Price.GP3_STORAGE, Price.PUBLIC_IPV4);
    }

    @Test
    void whatIsFreeIsCountedWithTheReason() {
        assertThat(estimate(SeedDesign.synthesis()).free())
                .containsEntry("networks are free; what runs in them and leaves them is not", 1)
                .containsEntry("priced with the nodes that are started from it", 2);
    }

    @Test
    void trafficIsAskedOfTheUsageFile() {
        Estimate busy = Estimate.of(
                SeedDesign.synthesis(), SeedDesign.usage(100), SeedDesign::calendar, SeedDesign.BEFORE_THE_END);

        assertThat(base(busy.sum(part -> part == Part.TRAFFIC))).isEqualByComparingTo("14.50");
    }

    @Test
    void theReportLeadsFromTheSeedsSumToThisOne() {
        assertThat(Report.of(estimate(SeedDesign.synthesis()))
                        .lines()
                        .map(line -> line.strip().replaceAll(" {2,}", " | ")))
                .containsSubsequence(
                        "as the seed counts | 342.20 | 342.20 | 554.78",
                        "+ interface endpoints are paid for in each zone | 21.90 | 21.90 | 21.90",
                        "+ the nodes' root volumes | 7.20 | 7.20 | 20.00",
                        "the seed's design, counted right | 393.20 | 393.20 | 618.58");
        assertThat(Report.ofSeed(estimate(SeedDesign.synthesis())))
                .contains("342.20")
                .doesNotContain("393.20", "gp3");
    }

    @Test
    void theUsageFileOfTheRepositoryIsTheSeedsExample() throws Exception {
        assertThat(Usage.read(Path.of("usage.json"))).isEqualTo(SeedDesign.USAGE);
    }

    @Test
    void aUsageBelowNothingIsRefusedByName() throws IOException {
        Path file = directory.resolve("usage.json");
        Files.writeString(
                file, Files.readString(Path.of("usage.json")).replace("\"images_gb\" : 5", "\"images_gb\" : -5"));

        assertThatThrownBy(() -> Usage.read(file)).hasMessageContaining("images_gb is -5");
    }

    @Test
    void stacksAreReadFromWhatSynthWrote() throws IOException {
        Path stack = Files.createDirectories(directory.resolve("stacks/foundation"));
        Files.writeString(stack.resolve("cdk.tf.json"), """
                {"data": {"aws_nat_gateway": {"x": {}}}, "resource": {"aws_nat_gateway": {
                  "net_nat_1": {"//": {"metadata": {"path": "foundation/network/nat-a"}}}}}}
                """);

        assertThat(Synthesis.read(directory).resources())
                .extracting(Found::address)
                .containsExactly("foundation/network/nat-a");
        assertThatThrownBy(() -> Synthesis.read(directory.resolve("nowhere"))).hasMessageContaining("make synth");
    }

    private static BigDecimal base(Amount amount) {
        return amount.rounded().base();
    }
}
