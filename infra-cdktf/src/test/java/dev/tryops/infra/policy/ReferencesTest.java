package dev.tryops.infra.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReferencesTest {

    private static final JsonNode DOCUMENT = json("""
            {"resource":{"aws_vpc":{"v":{"cidr_block":"${local.range}","tags":[{"a":"b"}]}}},
             "locals":{"range":"${var.range}","loop":"${local.loop}"},
             "variable":{"range":{"default":"10.0.0.0/16"},"open":{}}}""");

    @Test
    void areFollowedToWhatTheyStandFor() {
        assertThat(resolved("${aws_vpc.v.cidr_block}")).isEqualTo("10.0.0.0/16");
        assertThat(resolved("${aws_vpc.v.tags.0}")).isEqualTo("${aws_vpc.v.tags.0}");
    }

    @Test
    void stayWhereOnlyTheDeploymentKnows() {
        for (String unknown : new String[] {"${aws_vpc.v.id}", "${var.open}", "${data.aws_region.r.name}", "${self}"}) {
            assertThat(resolved(unknown)).isEqualTo(unknown);
        }
    }

    @Test
    void thatLeadInACircleEnd() {
        assertThat(resolved("${local.loop}")).isEqualTo("${local.loop}");
    }

    @Test
    void areNotTakenForThoseOfALongerName() {
        assertThat(References.refers(json("{\"a\":[\"x-${aws_vpc.v.id}\"]}"), "aws_vpc.v"))
                .isTrue();
        assertThat(References.refers(json("\"${aws_vpc.v2.id}\""), "aws_vpc.v")).isFalse();
        assertThat(References.refers(json("\"${data.aws_vpc.v.id}\""), "aws_vpc.v"))
                .isFalse();
        assertThat(References.refers(json("\"${my_aws_vpc.v.id}\""), "aws_vpc.v"))
                .isFalse();
    }

    private static String resolved(String reference) {
        return new References(DOCUMENT)
                .resolve(JsonMapper.shared().valueToTree(reference))
                .asString();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
