package dev.tryops.infra.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.infra.NeedsNode;
import dev.tryops.infra.Resource;
import dev.tryops.infra.Synthesized;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** IAM and S3 refuse what is longer than their quotas, which only a deployment would tell. In characters. */
@NeedsNode
class PolicySizesTest {

    private static final int TRUST = 2_048;
    private static final int MANAGED = 6_144;
    /** Of all policies of one role together. */
    private static final int ROLE = 10_240;

    private static final int BUCKET = 20 * 1_024;
    private static final int KEY = 32 * 1_024;

    private final Synthesized all = Synthesized.production();
    private final Deployment deployment = new Deployment(all);

    @Test
    void everyPolicyFits() {
        fits("aws_iam_role", "assume_role_policy", TRUST);
        fits("aws_iam_policy", "policy", MANAGED);
        fits("aws_s3_bucket_policy", "policy", BUCKET);
        fits("aws_kms_key", "policy", KEY);
    }

    @Test
    void thePoliciesOfARoleFitTogether() {
        assertThat(all.resources("aws_iam_role_policy").stream()
                        .collect(Collectors.groupingBy(
                                one -> deployment.text(one.text("role")),
                                Collectors.summingInt(one -> length(one, "policy")))))
                .isNotEmpty()
                .allSatisfy((role, length) -> assertThat(length).isLessThanOrEqualTo(ROLE));
    }

    private void fits(String type, String attribute, int quota) {
        assertThat(all.resources(type))
                .isNotEmpty()
                .allSatisfy(one -> assertThat(length(one, attribute)).isLessThanOrEqualTo(quota));
    }

    private int length(Resource one, String attribute) {
        return deployment.text(one.text(attribute)).length();
    }
}
