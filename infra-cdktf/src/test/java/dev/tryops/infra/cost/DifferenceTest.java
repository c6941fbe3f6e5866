package dev.tryops.infra.cost;

import static dev.tryops.infra.cost.SeedDesign.estimate;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DifferenceTest {

    @Test
    void aChangeIsToldAsMarkdownResourceByResource() {
        Estimate after = estimate(new Synthesis(SeedDesign.plus(
                        SeedDesign.endpoint("sts", 3), SeedDesign.found("foundation", "aws_new_thing", "x", "{}"))
                .resources()
                .stream()
                .filter(found -> !found.address().equals("foundation/aws_nat_gateway.b"))
                .toList()));

        assertThat(new Difference(estimate(SeedDesign.synthesis()), after).markdown("production"))
                .isEqualTo("""
                ### What production costs, in US dollars a month

                | | minimum | base | maximum |
                |---|--:|--:|--:|
                | before | 393.20 | 393.20 | 618.58 |
                | after | 382.25 | 382.25 | 607.63 |
                | **difference** | −10.95 | −10.95 | −10.95 |

                | resource | before | after | difference of the base |
                |---|--:|--:|--:|
                | `foundation/aws_nat_gateway.b` | 32.85 | – | −32.85 |
                | `foundation/aws_vpc_endpoint.sts` | – | 21.90 | +21.90 |

                Not priced, and in no sum: `aws_new_thing`.
                """);
    }

    @Test
    void noChangeIsSaid() {
        Estimate same = estimate(SeedDesign.synthesis());

        assertThat(new Difference(same, same).markdown("staging"))
                .contains("| **difference** | 0.00 | 0.00 | 0.00 |", "No priced resource changes.")
                .doesNotContain("| resource |");
    }
}
