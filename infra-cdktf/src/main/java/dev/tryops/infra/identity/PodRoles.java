package dev.tryops.infra.identity;

import static dev.tryops.infra.settings.ServiceAccount.AUTOSCALER;
import static dev.tryops.infra.settings.ServiceAccount.EBS_CSI;
import static dev.tryops.infra.settings.ServiceAccount.FLUENT_BIT;
import static dev.tryops.infra.settings.ServiceAccount.KYVERNO;
import static dev.tryops.infra.settings.ServiceAccount.VPC_CNI;

import dev.tryops.infra.settings.InfraSettings;

/** The roles of the programs that keep the cluster running. */
public final class PodRoles {

    private final Role vpcCni;
    private final Role ebsCsi;
    private final Role autoscaler;
    private final Role fluentBit;
    private final Role kyverno;

    /** @param keyArn encrypts volumes */
    public PodRoles(WorkloadIdentity identity, InfraSettings settings, Arns arns, String keyArn) {
        SystemPolicies policies = new SystemPolicies(arns, settings);
        vpcCni = identity.role(VPC_CNI, "Gives pods addresses").attach("AmazonEKS_CNI_Policy");
        ebsCsi = identity.role(EBS_CSI, "Makes volumes for pods")
                .attach("service-role/AmazonEBSCSIDriverPolicy")
                .may("encrypt", policies.volumes(keyArn));
        autoscaler = identity.role(AUTOSCALER, "Adds and removes nodes").may("scale", policies.scaling());
        fluentBit = identity.role(FLUENT_BIT, "Writes down what pods say").may("write", policies.logs());
        kyverno = identity.role(KYVERNO, "Reads signatures of images").may("read", policies.signatures());
    }

    public Role vpcCni() {
        return vpcCni;
    }

    public Role ebsCsi() {
        return ebsCsi;
    }

    public Role autoscaler() {
        return autoscaler;
    }

    public Role fluentBit() {
        return fluentBit;
    }

    public Role kyverno() {
        return kyverno;
    }
}
