package dev.tryops.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@NeedsNode
class ReferencesTest {

    private final Synthesized production = Synthesized.production();

    @Test
    void followsAReferenceThroughTheOutputOfAnotherStack() {
        Resource group = production.resource("aws_security_group", "groups/nodes");

        assertThat(production.references(group)).contains(production.resource("aws_vpc"));
    }

    @Test
    void followsAReferenceThroughALocalName() {
        Resource role = production.resource("aws_iam_role", "pods/aws-node/role");

        assertThat(production.references(role)).contains(production.resource("aws_eks_cluster"));
    }

    @Test
    void takesADependencyForAReference() {
        Resource vpc = production.resource("aws_vpc");
        Synthesized with =
                production.withResource("foundation", "aws_x", "added", Map.of("depends_on", List.of(vpc.address())));

        assertThat(with.references(with.resource("aws_x"))).containsExactly(vpc);
    }

    @Test
    void saysWhichOutputIsMissing() {
        Synthesized with = production.withResource(
                "cluster",
                "aws_x",
                "added",
                Map.of("x", "${data.terraform_remote_state.foundation_state.outputs.nothing}"));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(with::graph)
                .withMessage("The stack foundation has no output nothing, but another one reads it");
    }

    @Test
    void changesLeaveTheOriginalAsItWas() {
        String before = production.text();

        Synthesized changed = production.withChange(production.resource("aws_vpc"), "/cidr_block", "10.9.0.0/16");

        assertThat(changed.resource("aws_vpc").text("cidr_block")).isEqualTo("10.9.0.0/16");
        assertThat(production.text()).isEqualTo(before);
    }

    @Test
    void saysWhatIsThereWhereOneResourceIsLookedFor() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> production.resource("aws_eip"))
                .withMessageContaining("exactly one aws_eip")
                .withMessageContaining("foundation/network/subnets/address-a");
    }
}
