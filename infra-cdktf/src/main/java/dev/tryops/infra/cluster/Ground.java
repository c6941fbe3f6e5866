package dev.tryops.infra.cluster;

import java.util.List;

/**
 * What a cluster stands on: parts of the foundation, known by references to its outputs.
 *
 * @param endpointsGroupId the security group of AWS's services inside the VPC
 * @param keyArn encrypts secrets, volumes and logs
 * @param boundaryArn the limits of every role
 * @param deployRoleArn who installs what runs in the cluster
 */
public record Ground(
        String vpcId,
        List<String> privateSubnetIds,
        String endpointsGroupId,
        String keyArn,
        String boundaryArn,
        String deployRoleArn) {

    public Ground {
        privateSubnetIds = List.copyOf(privateSubnetIds);
    }
}
