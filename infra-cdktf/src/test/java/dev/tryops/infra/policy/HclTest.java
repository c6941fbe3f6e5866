package dev.tryops.infra.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class HclTest {

    @Test
    void blocksAreWrittenAsBlocksAndMapsAsMaps() {
        assertThat(hcl("""
                        {"terraform":{"required_version":">= 1.11"},
                         "provider":{"aws":[{"region":"us-east-1"}]},
                         "resource":{"aws_vpc":{"v":{"//":{"metadata":{}},"cidr_block":"10.0.0.0/16",
                           "tags":{"kubernetes.io/x":"1"},"route":[{"a":1},{"a":2}],"options":{"on":true},
                           "none":null,"ids":["${aws_x.y.id}"]}}}}""")).isEqualTo("""
                        provider "aws" {
                        region = "us-east-1"
                        }
                        resource "aws_vpc" "v" {
                        cidr_block = "10.0.0.0/16"
                        tags = {
                        "kubernetes.io/x" = "1"
                        }
                        route  {
                        a = 1
                        }
                        route  {
                        a = 2
                        }
                        options  {
                        on = true
                        }
                        ids = ["${aws_x.y.id}"]
                        }
                        """);
    }

    @Test
    void aPolicyStaysTheTextThatItIs() {
        assertThat(hcl("{\"resource\":{\"aws_iam_policy\":{\"p\":{\"policy\":\"{\\\"Statement\\\":[]}\"}}}}"))
                .contains("policy = \"{\\\"Statement\\\":[]}\"");
    }

    private static String hcl(String json) {
        return Hcl.of(JsonMapper.shared().readTree(json));
    }
}
