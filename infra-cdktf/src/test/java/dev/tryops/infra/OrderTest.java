package dev.tryops.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.AppConfig;
import com.hashicorp.cdktf.TerraformStack;
import dev.tryops.infra.generic.CheckedValues;
import dev.tryops.infra.platform.Chart;
import dev.tryops.infra.platform.Installation;
import dev.tryops.infra.platform.Installations;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is made before what, which is removed in the opposite order. Terraform makes both orders from the same references. */
@NeedsNode
class OrderTest {

    private final Synthesized production = Synthesized.production();

    @Test
    void nodesStartAfterWhatGivesPodsAddressesAndGoBefore() {
        Resource addresses = production.resource("aws_eks_addon", "add-ons/vpc-cni");

        assertThat(production.resources("aws_eks_node_group"))
                .hasSize(2)
                .allSatisfy(group -> assertThat(before(production, group)).contains(addresses));
        assertThat(before(production, addresses))
                .noneMatch(first -> first.type().equals("aws_eks_node_group"));
    }

    /** Interfaces that nobody may remove any more hold subnets and groups fast, and the destruction waits for both. */
    @Test
    void theRightToRemoveInterfacesOutlivesNodes() {
        Resource right = production.resource("aws_iam_role_policy_attachment", "aws-node/AmazonEKS_CNI_Policy");

        assertThat(production.resources("aws_eks_node_group"))
                .allSatisfy(group -> assertThat(before(production, group)).contains(right));
    }

    @Test
    void theRightToRemoveVolumesOutlivesWhatRemovesThem() {
        assertThat(before(production, production.resource("aws_eks_addon", "add-ons/aws-ebs-csi-driver")))
                .contains(
                        production.resource("aws_iam_role_policy_attachment", "service-role-AmazonEBSCSIDriverPolicy"),
                        production.resource("aws_iam_role_policy", "ebs-csi-controller-sa/encrypt"));
    }

    @Test
    void whatNeedsNodesToRunOnGoesBeforeThem() {
        Resource nodes = production.resource("aws_eks_node_group", "nodes/api/group");

        for (String addOn : List.of("coredns", "aws-ebs-csi-driver")) {
            assertThat(before(production, production.resource("aws_eks_addon", "add-ons/" + addOn)))
                    .as(addOn)
                    .contains(nodes);
        }
    }

    @Test
    void theClusterOutlivesEverythingInIt() {
        Resource cluster = production.resource("aws_eks_cluster");

        assertThat(production.resources().stream()
                        .filter(resource -> resource.type().matches("aws_eks_(addon|node_group|access_.*)")))
                .hasSize(4 + 2 + 3 + 3)
                .allSatisfy(resource -> assertThat(before(production, resource)).contains(cluster));
        assertThat(before(production, cluster))
                .contains(
                        production.resource("aws_iam_role_policy_attachment", "role/AmazonEKSClusterPolicy"),
                        production.resource("aws_cloudwatch_log_group", "cluster/logs/group"),
                        production.resource("aws_vpc"),
                        production.resource("aws_kms_key", "keys/eks-key"));
    }

    @Test
    void nothingWaitsForItself() {
        assertThat(production.resources())
                .allSatisfy(resource -> assertThat(before(production, resource)).doesNotContain(resource));
    }

    @Test
    void everySecurityGroupIsOnSomethingThatHasInterfaces() {
        Set<Resource> attached = new LinkedHashSet<>();
        production.resources().stream()
                .filter(resource ->
                        resource.type().matches("aws_(eks_cluster|launch_template|vpc_endpoint|lb|instance)"))
                .forEach(resource -> attached.addAll(production.references(resource)));

        assertThat(production.resources("aws_security_group")).hasSize(3).allMatch(attached::contains);
    }

    /** A provider of a cluster that the same plan makes is not known when the plan is made, and is gone before its things. */
    @Test
    void nothingInTheClusterIsManagedByTheStackThatMakesIt() {
        assertThat(production.stack("cluster").path("provider").propertyNames()).containsExactly("aws");
        assertThat(production.stack("platform").path("provider").propertyNames())
                .containsExactlyInAnyOrder("aws", "helm");
        assertThat(production.dependenciesOf("platform")).containsExactly("cluster");
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
                .allSatisfy(release -> assertThat(before(charts, release)).contains(charts.resource("terraform_data")));
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
                    .filter(candidate ->
                            left.stream().noneMatch(other -> before(all, other).contains(candidate)))
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

    /** Everything that must be there before {@code resource}. */
    private static Set<Resource> before(Synthesized all, Resource resource) {
        Set<Resource> found = new LinkedHashSet<>();
        Deque<Resource> open = new ArrayDeque<>(all.references(resource));
        while (!open.isEmpty()) {
            Resource next = open.pop();
            if (found.add(next)) {
                open.addAll(all.references(next));
            }
        }
        return found;
    }
}
