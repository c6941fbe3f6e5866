package dev.tryops.infra.policy;

import static dev.tryops.infra.policy.Rule.among;
import static dev.tryops.infra.policy.Rule.each;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The cluster, and the machines that it runs on. */
final class ClusterRules {

    private static final String CLUSTER = "aws_eks_cluster";
    private static final String TEMPLATE = "aws_launch_template";
    private static final Set<String> MACHINES = Set.of(TEMPLATE, "aws_instance");
    private static final Set<String> VOLUMES = Set.of("aws_ebs_volume", TEMPLATE);
    private static final Set<String> LOGS = Set.of("api", "audit", "authenticator", "controllerManager", "scheduler");
    /** The versions that Checkov's list has, of 2026. */
    private static final Pattern SUPPORTED = Pattern.compile("1\\.(29|3[0-5])");

    private static final Pattern SECRET =
            Pattern.compile("(?<![A-Z0-9])(AKIA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])|(?i)aws_secret_access_key\\s*=\\s*\\S+"
                    + "|-----BEGIN [A-Z ]*PRIVATE KEY-----");

    private ClusterRules() {}

    static List<Rule> all() {
        return Stream.concat(cluster().stream(), machines().stream()).toList();
    }

    private static List<Rule> cluster() {
        return List.of(
                each(
                        "CKV_AWS_37",
                        "The control plane writes all five of its logs",
                        CLUSTER,
                        cluster -> cluster.texts("enabled_cluster_log_types").containsAll(LOGS)),
                each(
                        "CKV_AWS_38",
                        "The cluster's endpoint is closed to the world",
                        CLUSTER,
                        cluster -> isPrivate(cluster) || isRestricted(cluster)),
                each("CKV_AWS_39", "The cluster's endpoint is not public", CLUSTER, ClusterRules::isPrivate),
                each(
                        "CKV_AWS_58",
                        "Secrets in the cluster are encrypted with a key of ours",
                        CLUSTER,
                        cluster -> cluster.texts("encryption_config.resources").contains("secrets")
                                && cluster.has("encryption_config.provider.key_arn")),
                each(
                        "CKV_AWS_339",
                        "The cluster's version is one that is supported",
                        CLUSTER,
                        cluster -> SUPPORTED
                                .matcher(Resource.text(cluster.get("version")))
                                .matches()),
                each(
                        "CKV_AWS_100",
                        "Nobody logs in to a node",
                        "aws_eks_node_group",
                        group -> group.blocks("remote_access").findAny().isEmpty()));
    }

    private static List<Rule> machines() {
        return List.of(
                each(
                        "CKV_AWS_79",
                        "Metadata of a machine is given out for a token only",
                        MACHINES,
                        machine -> machine.is("metadata_options.http_tokens", "required")
                                || machine.is("metadata_options.http_endpoint", "disabled")),
                each(
                        "CKV_AWS_341",
                        "Metadata of a machine does not reach its containers",
                        TEMPLATE,
                        template -> template.is("metadata_options.http_put_response_hop_limit", "1")),
                each(
                        "CKV_AWS_88",
                        "A machine has no public address",
                        MACHINES,
                        machine -> !machine.isTrue("associate_public_ip_address")
                                && machine.blocks("network_interfaces")
                                        .noneMatch(one -> Resource.text(one.path("associate_public_ip_address"))
                                                .equals("true"))),
                each("CKV_AWS_46", "What a machine starts with has no secrets", MACHINES, ClusterRules::hasNoSecret),
                each(
                        "CKV_AWS_3",
                        "A volume is encrypted",
                        VOLUMES,
                        volume -> volumes(volume)
                                .allMatch(one ->
                                        Resource.text(one.path("encrypted")).equals("true"))),
                each(
                        "CKV_AWS_189",
                        "A volume is encrypted with a key of ours",
                        VOLUMES,
                        volume -> volumes(volume)
                                .noneMatch(one ->
                                        Resource.text(one.path("kms_key_id")).isEmpty())),
                among(
                        "CKV2_AWS_2",
                        "Only encrypted volumes are attached",
                        "aws_ebs_volume",
                        (template, volume) ->
                                volume.isTrue("encrypted") || !template.isReferred(volume, "aws_volume_attachment")));
    }

    private static boolean isPrivate(Resource cluster) {
        return cluster.is("vpc_config.endpoint_public_access", "false");
    }

    private static boolean isRestricted(Resource cluster) {
        List<String> cidrs = cluster.texts("vpc_config.public_access_cidrs");
        return !cidrs.isEmpty() && cidrs.stream().noneMatch(cidr -> cidr.endsWith("/0") || cidr.contains("${"));
    }

    private static Stream<JsonNode> volumes(Resource resource) {
        return resource.type().equals(TEMPLATE)
                ? resource.blocks("block_device_mappings").flatMap(mapping -> Resource.blocks(mapping, "ebs"))
                : Stream.of(resource.body());
    }

    private static boolean hasNoSecret(Resource machine) {
        return Stream.of("user_data", "user_data_base64")
                .map(attribute -> Resource.text(machine.get(attribute)))
                .noneMatch(data -> SECRET.matcher(data).find()
                        || SECRET.matcher(decoded(data)).find());
    }

    private static String decoded(String data) {
        try {
            return new String(Base64.getMimeDecoder().decode(data), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            return ""; // it was not encoded
        }
    }
}
