package dev.tryops.infra;

import static dev.tryops.infra.Mutations.add;
import static dev.tryops.infra.Mutations.remove;
import static dev.tryops.infra.Mutations.set;
import static dev.tryops.infra.Mutations.text;
import static dev.tryops.infra.Mutations.unset;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.infra.settings.Environments;
import dev.tryops.infra.settings.InfraSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Services of AWS inside the VPC. */
final class EndpointRows {

    private static final String S3 = "network/endpoints/s3";

    private EndpointRows() {}

    static List<Row> rows() {
        return Stream.of(gateway(), interfaces()).flatMap(List::stream).toList();
    }

    private static List<Row> gateway() {
        return List.of(
                new Row(
                        20,
                        "S3 is reached from all private subnets without leaving AWS",
                        all -> {
                            Resource s3 = all.resource("aws_vpc_endpoint", S3);
                            assertThat(s3.text("vpc_endpoint_type")).isEqualTo("Gateway");
                            assertThat(s3.text("service_name")).isEqualTo("com.amazonaws.us-east-1.s3");
                            assertThat(s3.at("/route_table_ids").size()).isEqualTo(3);
                            assertThat(all.references(s3))
                                    .filteredOn(to -> to.type().equals("aws_route_table"))
                                    .hasSize(3)
                                    .allMatch(table -> table.path().contains("private"));
                        },
                        all -> all.withChange(all.resource("aws_vpc_endpoint", S3), "/route_table_ids/0", null)),
                new Row(
                        24,
                        "From the VPC only our own buckets can be reached, by our own account, and those that layers of"
                                + " images come from, to read them",
                        EndpointRows::checkS3Policy,
                        text("aws_vpc_endpoint", S3, "policy", "prod-us-east-1-starport-layer-bucket/*", "*")),
                new Row(
                        24,
                        "Who comes to our own buckets through the endpoint belongs to our account",
                        EndpointRows::checkS3Policy,
                        text("aws_vpc_endpoint", S3, "policy", "aws:PrincipalAccount", "aws:SourceAccount")));
    }

    private static void checkS3Policy(Synthesized all) {
        List<JsonNode> statements =
                all.resource("aws_vpc_endpoint", S3).statements("policy").toList();
        assertThat(statements)
                .extracting(statement -> statement.path("Effect").asString())
                .containsOnly("Allow");
        JsonNode own = statements.getFirst();
        assertThat(Resource.texts(own.path("Resource")))
                .allSatisfy(arn -> assertThat(arn)
                        .matches("arn:aws:s3:::(sam-mlops-production-(models|predictions)|terraform-state)-"
                                + "\\$\\{data\\.aws_caller_identity\\.caller\\.account_id}(/\\*)?"));
        assertThat(Resource.texts(own.at("/Condition/StringEquals/aws:PrincipalAccount")))
                .containsExactly("${data.aws_caller_identity.caller.account_id}");
        JsonNode layers = statements.get(1);
        assertThat(Resource.texts(layers.path("Action"))).containsExactly("s3:GetObject");
        assertThat(Resource.texts(layers.path("Resource")))
                .containsExactlyInAnyOrder(
                        "arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*",
                        "arn:aws:s3:::prod-registry-k8s-io-us-east-1/*");
        assertThat(statements).hasSize(2);
    }

    private static List<Row> interfaces() {
        return List.of(
                new Row(
                        21,
                        "The registry's API answers in all private subnets, under its usual name",
                        all -> checkInterface(all, "ecr.api"),
                        unset("aws_vpc_endpoint", "endpoints/ecr-api", "/private_dns_enabled")),
                new Row(
                        22,
                        "Images are answered for in all private subnets, under the registry's usual name",
                        all -> checkInterface(all, "ecr.dkr"),
                        all -> all.withChange(
                                all.resource("aws_vpc_endpoint", "endpoints/ecr-dkr"), "/subnet_ids/2", null)),
                new Row(
                        23,
                        "There are two interface endpoints, those of the registry",
                        all -> assertThat(interfaces(all)).containsExactlyInAnyOrder("ecr.api", "ecr.dkr"),
                        add("foundation", "aws_vpc_endpoint", endpoint("sts"))),
                new Row(
                        23,
                        "An environment may have interface endpoints of the services that its cluster asks, as well",
                        EndpointRows::hardened,
                        all -> assertThat(interfaces(all))
                                .containsExactlyInAnyOrder(
                                        "ecr.api",
                                        "ecr.dkr",
                                        "sts",
                                        "logs",
                                        "ec2",
                                        "kms",
                                        "eks",
                                        "autoscaling",
                                        "elasticloadbalancing"),
                        remove("aws_vpc_endpoint", "endpoints/kms")),
                new Row(
                        25,
                        "Interface endpoints take HTTPS from the VPC and nothing else",
                        EndpointRows::checkIngress,
                        set("aws_vpc_security_group_ingress_rule", "endpoints/https", "/cidr_ipv4", "0.0.0.0/0")),
                new Row(
                        26,
                        "Nothing goes out from interface endpoints",
                        all -> {
                            Resource group = all.resource("aws_security_group", "endpoints/group");
                            assertThat(group.body().has("egress")).isFalse();
                            assertThat(all.resources("aws_vpc_security_group_egress_rule"))
                                    .noneMatch(rule ->
                                            rule.text("security_group_id").equals("${" + group.address() + ".id}"));
                        },
                        all -> all.withResource(
                                "foundation",
                                "aws_vpc_security_group_egress_rule",
                                "added",
                                Map.of(
                                        "security_group_id",
                                        "${"
                                                + all.resource("aws_security_group", "endpoints/group")
                                                        .address() + ".id}",
                                        "cidr_ipv4",
                                        "0.0.0.0/0"))));
    }

    private static void checkInterface(Synthesized all, String service) {
        Resource endpoint = all.resource("aws_vpc_endpoint", "endpoints/" + service.replace('.', '-'));
        assertThat(endpoint.text("vpc_endpoint_type")).isEqualTo("Interface");
        assertThat(endpoint.text("service_name")).isEqualTo("com.amazonaws.us-east-1." + service);
        assertThat(endpoint.at("/private_dns_enabled").asBoolean(false)).isTrue();
        assertThat(endpoint.at("/subnet_ids").size()).isEqualTo(3);
        assertThat(all.references(endpoint))
                .containsAll(NetworkRows.privateSubnets(all))
                .contains(all.resource("aws_security_group", "endpoints/group"));
    }

    private static Map<String, String> endpoint(String service) {
        return Map.of("vpc_endpoint_type", "Interface", "service_name", "com.amazonaws.us-east-1." + service);
    }

    private static Synthesized hardened() {
        InfraSettings settings = Environments.PRODUCTION.settings();
        return Synthesized.of(settings.with(settings.network().withHardenedEndpoints(true)));
    }

    private static Set<String> interfaces(Synthesized all) {
        return all.resources("aws_vpc_endpoint").stream()
                .filter(endpoint -> endpoint.text("vpc_endpoint_type").equals("Interface"))
                .map(endpoint -> endpoint.text("service_name").replace("com.amazonaws.us-east-1.", ""))
                .collect(Collectors.toSet());
    }

    private static void checkIngress(Synthesized all) {
        Resource group = all.resource("aws_security_group", "endpoints/group");
        assertThat(group.body().has("ingress")).isFalse();
        assertThat(all.resources("aws_vpc_security_group_ingress_rule").stream()
                        .filter(rule -> all.references(rule).contains(group)
                                && rule.text("security_group_id").equals("${" + group.address() + ".id}")))
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.text("ip_protocol")).isEqualTo("tcp");
                    assertThat(rule.at("/from_port").asInt()).isEqualTo(443);
                    assertThat(rule.at("/to_port").asInt()).isEqualTo(443);
                    assertThat(rule.text("cidr_ipv4")).isEqualTo("10.0.0.0/16");
                });
    }
}
