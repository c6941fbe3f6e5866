package dev.tryops.infra.network;

import com.hashicorp.cdktf.providers.aws.security_group.SecurityGroup;
import com.hashicorp.cdktf.providers.aws.vpc_endpoint.VpcEndpoint;
import com.hashicorp.cdktf.providers.aws.vpc_security_group_ingress_rule.VpcSecurityGroupIngressRule;
import dev.tryops.infra.identity.Arns;
import dev.tryops.infra.settings.InfraSettings;
import dev.tryops.infra.settings.Names;
import dev.tryops.infra.settings.NetworkSettings;
import java.util.ArrayList;
import java.util.List;
import software.constructs.Construct;

/** Services of AWS inside the VPC: S3 for nothing, the registry for an hourly price, and others where that is wanted. */
final class Endpoints extends Construct {

    private static final int HTTPS = 443;
    private static final List<String> REGISTRY = List.of("ecr.api", "ecr.dkr");
    private static final List<String> HARDENED =
            List.of("sts", "logs", "ec2", "kms", "eks", "autoscaling", "elasticloadbalancing");

    private final SecurityGroup group;

    Endpoints(Construct scope, String vpcId, Subnets subnets, InfraSettings settings, Arns arns) {
        super(scope, "endpoints");
        Names names = settings.names();
        VpcEndpoint.Builder.create(this, "s3")
                .vpcId(vpcId)
                .serviceName(service(arns, "s3"))
                .vpcEndpointType("Gateway")
                .routeTableIds(subnets.privateTableIds())
                .policy(new S3EndpointPolicy(settings, arns).document().json())
                .tags(Network.named(names.of("s3")))
                .build();
        group = group(vpcId, settings.network(), names);
        List<String> services = new ArrayList<>(REGISTRY);
        if (settings.network().hardenedEndpoints()) {
            services.addAll(HARDENED);
        }
        services.forEach(service -> VpcEndpoint.Builder.create(this, service.replace('.', '-'))
                .vpcId(vpcId)
                .serviceName(service(arns, service))
                .vpcEndpointType("Interface")
                .privateDnsEnabled(true)
                .subnetIds(subnets.privateIds())
                .securityGroupIds(List.of(group.getId()))
                .tags(Network.named(names.of(service)))
                .build());
    }

    private static String service(Arns arns, String name) {
        return "com.amazonaws.%s.%s".formatted(arns.region(), name);
    }

    /** Lets HTTPS in from the VPC; endpoints answer and never ask, so nothing goes out. */
    private SecurityGroup group(String vpcId, NetworkSettings settings, Names names) {
        SecurityGroup closed = SecurityGroup.Builder.create(this, "group")
                .name(names.of("endpoints"))
                .description("Interface endpoints of AWS services")
                .vpcId(vpcId)
                .tags(Network.named(names.of("endpoints")))
                .build();
        VpcSecurityGroupIngressRule.Builder.create(this, "https")
                .securityGroupId(closed.getId())
                .description("HTTPS from the VPC")
                .ipProtocol("tcp")
                .fromPort(HTTPS)
                .toPort(HTTPS)
                .cidrIpv4(settings.vpc().toString())
                .build();
        return closed;
    }

    String groupId() {
        return group.getId();
    }
}
