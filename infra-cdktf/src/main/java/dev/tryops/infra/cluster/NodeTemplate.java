package dev.tryops.infra.cluster;

import com.hashicorp.cdktf.providers.aws.launch_template.LaunchTemplate;
import com.hashicorp.cdktf.providers.aws.launch_template.LaunchTemplateBlockDeviceMappings;
import com.hashicorp.cdktf.providers.aws.launch_template.LaunchTemplateBlockDeviceMappingsEbs;
import com.hashicorp.cdktf.providers.aws.launch_template.LaunchTemplateMetadataOptions;
import com.hashicorp.cdktf.providers.aws.launch_template.LaunchTemplateTagSpecifications;
import dev.tryops.infra.settings.InfraSettings;
import dev.tryops.infra.settings.NodeGroupSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.constructs.Construct;

/** How a node starts: encrypted, in its own security group alone, and without telling pods who it is. */
final class NodeTemplate {

    /** What Amazon Linux calls its root volume; another name would add a second volume and leave that one as it is. */
    private static final String ROOT = "/dev/xvda";

    private NodeTemplate() {}

    static LaunchTemplate create(
            Construct scope,
            String name,
            NodeGroupSettings settings,
            InfraSettings all,
            String securityGroupId,
            String keyArn) {
        return LaunchTemplate.Builder.create(scope, "template")
                .name(name)
                .description("Starts nodes of " + name)
                .updateDefaultVersion(true)
                .vpcSecurityGroupIds(List.of(securityGroupId))
                .blockDeviceMappings(List.of(disk(settings.diskGib(), keyArn)))
                // One hop ends at the node: a pod that asks for the node's credentials gets no answer.
                .metadataOptions(LaunchTemplateMetadataOptions.builder()
                        .httpEndpoint("enabled")
                        .httpTokens("required")
                        .httpPutResponseHopLimit(1)
                        .build())
                .tagSpecifications(Stream.of("instance", "volume")
                        .map(type -> tags(type, name, all.tags()))
                        .toList())
                .build();
    }

    private static LaunchTemplateBlockDeviceMappings disk(int gib, String keyArn) {
        return LaunchTemplateBlockDeviceMappings.builder()
                .deviceName(ROOT)
                .ebs(LaunchTemplateBlockDeviceMappingsEbs.builder()
                        .volumeType("gp3")
                        .volumeSize(gib)
                        .encrypted("true")
                        .kmsKeyId(keyArn)
                        .deleteOnTermination("true")
                        .build())
                .build();
    }

    /** The provider tags the template; what is started from it gets only these. */
    private static LaunchTemplateTagSpecifications tags(String type, String name, Map<String, String> common) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("Name", name);
        tags.putAll(common);
        return LaunchTemplateTagSpecifications.builder()
                .resourceType(type)
                .tags(tags)
                .build();
    }
}
