package dev.tryops.infra.network;

import com.hashicorp.cdktf.providers.aws.default_security_group.DefaultSecurityGroup;
import com.hashicorp.cdktf.providers.aws.internet_gateway.InternetGateway;
import com.hashicorp.cdktf.providers.aws.vpc.Vpc;
import dev.tryops.infra.identity.Arns;
import dev.tryops.infra.settings.InfraSettings;
import dev.tryops.infra.settings.Names;
import dev.tryops.infra.settings.NetworkSettings;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/** The VPC, its subnets and their ways out. */
public final class Network extends Construct {

    private final Vpc vpc;
    private final Subnets subnets;
    private final Endpoints endpoints;

    public Network(Construct scope, String id, InfraSettings all, Arns arns) {
        super(scope, id);
        NetworkSettings settings = all.network();
        Names names = all.names();
        vpc = Vpc.Builder.create(this, "vpc")
                .cidrBlock(settings.vpc().toString())
                .enableDnsHostnames(true)
                .enableDnsSupport(true)
                .tags(named(names.prefix()))
                .build();
        // What forgets to name its group gets this one, which lets nothing in or out.
        DefaultSecurityGroup.Builder.create(this, "default-group")
                .vpcId(vpc.getId())
                .tags(named(names.of("default-closed")))
                .build();
        InternetGateway internet = InternetGateway.Builder.create(this, "internet")
                .vpcId(vpc.getId())
                .tags(named(names.prefix()))
                .build();
        subnets = new Subnets(this, vpc.getId(), internet, settings, names, arns.region());
        endpoints = new Endpoints(this, vpc.getId(), subnets, all, arns);
    }

    static Map<String, String> named(String name) {
        return Map.of("Name", name);
    }

    public String vpcId() {
        return vpc.getId();
    }

    public List<String> publicSubnetIds() {
        return subnets.publicIds();
    }

    public List<String> privateSubnetIds() {
        return subnets.privateIds();
    }

    /** The group that interface endpoints answer in. */
    public String endpointsGroupId() {
        return endpoints.groupId();
    }
}
