package dev.tryops.infra.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {

    @ParameterizedTest
    @CsvSource({
        "ec2:describe*, ec2:describevpcs, true",
        "ec2:describe*, ec2:describe*, true",
        "ec2:describe*, ec2:describe?pcs, true",
        "ec2:describevpcs, ec2:describe*, false",
        "ec2:describe?, ec2:describe*, false",
        "*/logs/bucket, foundation/a/logs/bucket, true",
        "*/logs/bucket, foundation/a/logs/buckets, false",
        "a*b*c, aXbXbc, true",
        "a*b*c, aXc, false",
        "*, '', true"
    })
    void aPatternCoversWhatItStandsFor(String pattern, String text, boolean covers) {
        assertThat(Wildcard.covers(pattern, text)).isEqualTo(covers);
    }
}
